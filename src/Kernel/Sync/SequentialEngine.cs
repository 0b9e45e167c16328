using System.Diagnostics;

namespace ActorSim.Kernel;

/// <summary>Runs all processes from one event queue on the calling thread.</summary>
internal sealed class SequentialEngine : IExecutor
{
    private const int EventsPerCancellationCheck = 1024;
    private readonly RunState _state;
    private readonly EventQueue _queue;
    private readonly LogicalProcess[] _processes;
    private readonly PendingInputs?[] _unseen;

    public SequentialEngine(RunState state)
    {
        _state = state;
        _processes = state.Topology.Processes.ToArray();
        _unseen = new PendingInputs?[_processes.Length];
        _queue = new EventQueue(TurnOrder.Ranks(state.Topology));
        foreach (var process in _processes)
        {
            process.Attach(this);
        }

        foreach (var e in state.Pending)
        {
            _queue.Add(in e);
        }

        state.Pending.Clear();
    }

    /// <summary>Runs until no event is left, about <paramref name="maxEvents"/> events are handled, or the run is cancelled.</summary>
    public void Run(long maxEvents, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (_queue.Count > 0 && maxEvents > 0 && !cancel.IsCancellationRequested)
        {
            var handled = RunSome((int)Math.Min(maxEvents, EventsPerCancellationCheck));
            _state.Events += handled;
            maxEvents -= handled;
        }

        _state.Busy += watch.Elapsed;
        while (_queue.Count > 0)
        {
            _state.Pending.Add(_queue.Pop());
        }
    }

    void IExecutor.Deliver(Link link, in SimEvent e)
    {
        link.Target.Learn(in e);
        _queue.Add(in e);
        _unseen[e.Target]?.Add(in e);
    }

    void IExecutor.ScheduleLocal(LogicalProcess process, in SimEvent e) => _queue.Add(in e);

    void IExecutor.Promised(Link link)
    {
    }

    // Every process stands at the present or later, so a link carries nothing before its lookahead from here. One without lookahead
    // carries nothing of this time any more: its source had its turn before.
    SimTime IExecutor.HorizonOf(LogicalProcess process)
    {
        var horizon = SimTime.Never;
        foreach (var link in process.Inputs)
        {
            horizon = SimTime.Min(horizon, SimTime.Max(link.Clock, process.Now + Math.Max(link.LookaheadTicks, 1)));
        }

        if (_unseen[process.Index] is not { } unseen)
        {
            unseen = _unseen[process.Index] = new PendingInputs();
            _queue.CollectInputs(process.Index, unseen);
        }

        return SimTime.Max(process.Now + 1, SimTime.Min(horizon, new SimTime(unseen.NextTicks)));
    }

    SimTime IExecutor.ClockOf(Link link)
    {
        var now = link.Target.Now;
        return SimTime.Max(SimTime.Max(link.Clock, now + Math.Max(link.LookaheadTicks, 1)), link.Source.Outlook(link, now));
    }

    SimTime IExecutor.PromiseOf(Link link) => SimTime.Max(link.Clock, link.Target.Now + Math.Max(link.LookaheadTicks, 1));

    private int RunSome(int most)
    {
        SimEvent e = default;
        var handled = 0;
        try
        {
            for (; handled < most && _queue.Count > 0; handled++)
            {
                _queue.Take(out e);
                _unseen[e.Target]?.Remove(in e);
                _processes[e.Target].Dispatch(in e);
            }
        }
        catch (Exception exception)
        {
            ProcessFailedException.Throw(_processes[e.Target], in e, exception);
        }

        return handled;
    }
}
