namespace ActorSim.Actors;

/// <summary>The machine, or the work given to it, cannot be as described: the user's input is wrong. The message says what, where and what to do.</summary>
public sealed class InvalidSystemException(string message) : Exception(message);
