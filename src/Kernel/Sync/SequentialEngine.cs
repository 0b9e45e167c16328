using System.Diagnostics;

namespace ActorSim.Kernel;

/// <summary>Runs all processes from one event queue on the calling thread.</summary>
internal sealed class SequentialEngine : OneQueueEngine
{
    private const int EventsPerCancellationCheck = 1024;

    public SequentialEngine(RunState state)
        : base(state)
    {
        foreach (var process in Processes)
        {
            process.Attach(this);
        }

        foreach (var e in state.Pending)
        {
            Queue.Add(in e);
        }

        state.Pending.Clear();
    }

    /// <summary>Runs until no event is left, about <paramref name="maxEvents"/> events are handled, or the run is cancelled.</summary>
    public void Run(long maxEvents, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (Queue.Count > 0 && maxEvents > 0 && !cancel.IsCancellationRequested)
        {
            var handled = RunSome((int)Math.Min(maxEvents, EventsPerCancellationCheck));
            State.Events += handled;
            maxEvents -= handled;
        }

        State.Busy += watch.Elapsed;
        Unload();
    }

    public override void Deliver(Link link, in SimEvent e)
    {
        link.Target.Learn(in e);
        AddInput(in e);
    }

    private int RunSome(int most)
    {
        var (queue, unseen, processes) = (Queue, Unseen, Processes);
        SimEvent e = default;
        var handled = 0;
        try
        {
            for (; handled < most && queue.Count > 0; handled++)
            {
                queue.Take(out e);
                unseen[e.Target]?.Remove(in e);
                processes[e.Target].Dispatch(in e);
            }
        }
        catch (Exception exception)
        {
            ProcessFailedException.Throw(processes[e.Target], in e, exception);
        }

        return handled;
    }
}
