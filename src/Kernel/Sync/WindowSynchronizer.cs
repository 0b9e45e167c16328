namespace ActorSim.Kernel;

/// <summary>
/// Rounds: a global bound says how far each process may run, those with events before it run, and the last to finish opens the next
/// round. Strong when lookahead is small and uniform.
/// </summary>
public sealed class WindowSynchronizer : ISynchronizer
{
    private readonly Func<Topology, IHostScheduler> _hosting;

    public WindowSynchronizer(ParallelOptions options) => _hosting = topology => new ActorScheduler(options, topology);

    internal WindowSynchronizer(IHostScheduler scheduler) => _hosting = _ => scheduler;

    public RunSummary Run(Topology topology, CancellationToken cancel = default) =>
        HostedSynchronizer.Run(Synchronizers.Window, topology, () => _hosting(topology), cancel);
}
