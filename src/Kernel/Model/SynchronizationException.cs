namespace ActorSim.Kernel.Model;

/// <summary>A logical process broke the protocol (sent into the past, broke a promise), or the protocol cannot proceed.</summary>
public sealed class SynchronizationException(string message) : Exception(message);
