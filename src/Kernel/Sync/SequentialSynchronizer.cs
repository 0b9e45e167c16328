namespace ActorSim.Kernel;

/// <summary>One event queue, direct calls, no mailboxes: the fastest with one worker, and the reference for the others.</summary>
public sealed class SequentialSynchronizer : ISynchronizer
{
    public RunSummary Run(Topology topology, CancellationToken cancel = default)
    {
        var state = new RunState(topology);
        state.Start();
        new SequentialEngine(state).Run(long.MaxValue, cancel);
        return state.Summarize(Synchronizers.Sequential);
    }
}
