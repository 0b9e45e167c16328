namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>A node cannot be replaced by others; the message says why and what to do.</summary>
internal sealed class ExpansionException(string message) : Exception(message);
