using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Runs topologies: decides how far each unit may run, and where. Results are the same for every synchronizer.</summary>
public interface ISynchronizer
{
    /// <summary>Runs <paramref name="topology"/> until no message is left anywhere, or until cancelled. A topology runs once.</summary>
    /// <exception cref="SynchronizationException">A unit broke the protocol, or the protocol cannot proceed.</exception>
    /// <exception cref="UnitFailedException">A unit threw an exception of the runtime.</exception>
    /// <exception cref="UnitStoppedException">A unit's actor was stopped.</exception>
    RunSummary Run(Topology topology, CancellationToken cancel = default);
}
