namespace ActorSim.Actors.Machine;

/// <summary>A run ended because a unit failed or stopped, or the protocol could not proceed; the cause says which and why.</summary>
/// <param name="partial">What the units had counted by then.</param>
/// <param name="cause">Why it ended.</param>
public sealed class SimulationFailedException(SimulationResult partial, Exception cause)
    : Exception(FormattableString.Invariant($"{cause.Message} (the run had come to core cycle {partial.Cycles})"), cause)
{
    /// <summary>Cycles and statistics as they stood.</summary>
    public SimulationResult Partial { get; } = partial;
}
