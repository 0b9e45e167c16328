namespace ActorSim.Tests.Failure;

/// <summary>Stands for an exception of a model that speaks to the user.</summary>
internal sealed class ModelError(string message) : Exception(message);
