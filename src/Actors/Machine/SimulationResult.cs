using ActorSim.Kernel.Dispatch;

namespace ActorSim.Actors.Machine;

/// <summary>How a run ended. Everything else is in the statistics of the machine's units.</summary>
/// <param name="Cycles">Core cycles until all work-items had finished and all stores were acknowledged (docs/timing.md).</param>
/// <param name="Digest">Over issue and finish cycle of every instruction; 32 hexadecimal digits.</param>
/// <param name="Kernel">What the synchronizer counted.</param>
/// <param name="IsPartial">The run was cancelled: cycles and statistics stand where it stopped.</param>
public sealed record SimulationResult(long Cycles, string Digest, RunSummary Kernel, bool IsPartial);

/// <summary>Work remains, nothing is in flight and nothing can issue: the simulation cannot proceed. The message says who waits for what.</summary>
public sealed class FrozenException(string message) : Exception(message);

/// <summary>A run ended because a unit failed or stopped, or the protocol could not proceed; the cause says which and why.</summary>
/// <param name="partial">What the units had counted by then.</param>
/// <param name="cause">Why it ended.</param>
public sealed class SimulationFailedException(SimulationResult partial, Exception cause)
    : Exception(FormattableString.Invariant($"{cause.Message} (the run had come to core cycle {partial.Cycles})"), cause)
{
    /// <summary>Cycles and statistics as they stood.</summary>
    public SimulationResult Partial { get; } = partial;
}
