namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>A node's inputs or attributes do not fit together; the message says which and what fits.</summary>
internal sealed class ShapeException(string message) : Exception(message);
