namespace ActorSim.Kernel;

/// <summary>Runs each process in an actor of its own.</summary>
internal static class HostedSynchronizer
{
    public static RunSummary Run(string name, Topology topology, Func<IHostScheduler> hosting, CancellationToken cancel)
    {
        var state = new RunState(topology);
        state.Start();
        Continue(state, hosting, name == Synchronizers.NullMessage, long.MaxValue, cancel);
        return state.Summarize(name);
    }

    public static void Continue(
        RunState state, Func<IHostScheduler> hosting, bool usesPromises, long maxEvents, CancellationToken cancel)
    {
        using var scheduler = hosting();
        new HostedRun(state, scheduler, usesPromises, maxEvents).Run(cancel);
    }
}
