namespace ActorSim.Noc;

/// <summary>A network, a scenario or a load that cannot be: the message names the place, the value and what to do.</summary>
public sealed class NocException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A run cannot go on: packets wait for each other in a ring. The check before a run excludes it; it would be a defect of the check.</summary>
public sealed class NocDeadlockException(string message) : Exception(message);
