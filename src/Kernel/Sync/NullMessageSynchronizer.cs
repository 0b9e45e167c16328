namespace ActorSim.Kernel;

/// <summary>Chandy-Misra-Bryant: each process runs as far as its inputs' promises allow, and promises in turn. Strong when promises are
/// large.</summary>
public sealed class NullMessageSynchronizer : ISynchronizer
{
    private readonly Func<Topology, IHostScheduler> _hosting;

    public NullMessageSynchronizer(ParallelOptions options) => _hosting = topology => new ActorScheduler(options, topology);

    internal NullMessageSynchronizer(IHostScheduler scheduler) => _hosting = _ => scheduler;

    public RunSummary Run(Topology topology, CancellationToken cancel = default) =>
        HostedSynchronizer.Run(Synchronizers.NullMessage, topology, () => _hosting(topology), cancel);
}
