namespace ActorSim.Kernel;

/// <summary>One event queue, direct calls, no mailboxes: the fastest with one worker, and the reference for the others.</summary>
public sealed class SequentialSynchronizer : ISynchronizer, IExecutor
{
    private readonly EventQueue _queue = new();
    private LogicalProcess[] _processes = [];

    public RunSummary Run(Topology topology, CancellationToken cancel = default)
    {
        _processes = topology.Processes.ToArray();
        foreach (var process in _processes)
        {
            process.Attach(this);
        }

        foreach (var process in _processes)
        {
            process.Start();
        }

        return Loop(cancel);
    }

    void IExecutor.Deliver(Link link, in SimEvent e)
    {
        link.Target.Learn(in e);
        _queue.Add(in e);
    }

    void IExecutor.ScheduleLocal(LogicalProcess process, in SimEvent e) => _queue.Add(in e);

    void IExecutor.Promised(Link link)
    {
    }

    // Every process stands at the present or later, so a link carries nothing before its lookahead from here.
    SimTime IExecutor.ClockOf(Link link)
    {
        var now = link.Target.Now;
        return SimTime.Max(SimTime.Max(link.Clock, now + link.LookaheadTicks), link.Source.Outlook(link, now));
    }

    private RunSummary Loop(CancellationToken cancel)
    {
        long events = 0;
        var end = SimTime.Zero;
        while (_queue.Count > 0 && !cancel.IsCancellationRequested)
        {
            var e = _queue.Pop();
            end = e.Time;
            events++;
            _processes[e.Target].Dispatch(in e);
        }

        return new RunSummary(events, 0, 0, end, _queue.Count > 0);
    }
}
