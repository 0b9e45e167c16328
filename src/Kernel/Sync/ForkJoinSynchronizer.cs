namespace ActorSim.Kernel;

/// <summary>
/// One event queue, as <see cref="SequentialSynchronizer"/>, for the processes whose events are small. Where coarse-grained processes
/// (<see cref="LogicalProcess.IsCoarseGrained"/>) come next, all of them that are safe run side by side, and the queue goes on when they are through.
/// </summary>
public sealed class ForkJoinSynchronizer(ParallelOptions options) : ISynchronizer
{
    public RunSummary Run(Topology topology, CancellationToken cancel = default)
    {
        var state = new RunState(topology);
        state.Start();
        Continue(state, options, long.MaxValue, cancel);
        return state.Summarize(Synchronizers.ForkJoin);
    }

    internal static void Continue(RunState state, ParallelOptions options, long maxEvents, CancellationToken cancel)
    {
        // A worker that waits for a round looks for it, which more threads than processors would pay for with each other's time.
        var workers = Math.Min(options.Workers, Environment.ProcessorCount);
        using var engine = new ForkJoinEngine(state, options with { Workers = workers });
        engine.Run(maxEvents, cancel);
    }
}
