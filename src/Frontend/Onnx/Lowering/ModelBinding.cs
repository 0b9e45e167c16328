using ActorSim.Frontend.Graph;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>
/// What goes into an input tensor of a compiled model: the value of that name, given by the caller, or (<paramref name="Constant"/>) the
/// model's own weights or constants.
/// </summary>
public sealed record ModelBinding(string Value, int Tensor, GraphTensor? Constant);
