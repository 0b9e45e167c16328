namespace ActorSim.Actors.Machine;

/// <summary>Work remains, nothing is in flight and nothing can issue: the simulation cannot proceed. The message says who waits for what.</summary>
public sealed class FrozenException(string message) : Exception(message);
