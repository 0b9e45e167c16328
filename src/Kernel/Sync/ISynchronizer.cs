namespace ActorSim.Kernel;

/// <summary>Decides how far each logical process may run, and where. Results are the same for every synchronizer.</summary>
public interface ISynchronizer
{
    /// <summary>Runs <paramref name="topology"/> until no event is left anywhere, or until cancelled. A topology runs once.</summary>
    /// <exception cref="SynchronizationException">A process broke the protocol, or the protocol cannot proceed.</exception>
    RunSummary Run(Topology topology, CancellationToken cancel = default);
}
