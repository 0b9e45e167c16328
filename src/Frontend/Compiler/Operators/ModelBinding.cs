using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// What goes into an input tensor of a compiled model: the value of that name, given by the caller, or (<paramref name="Constant"/>) the
/// model's own weights or constants.
/// </summary>
public sealed record ModelBinding(string Value, int Tensor, GraphTensor? Constant);
