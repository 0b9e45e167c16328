using System.Collections.Immutable;
using ActorSim.Frontend.Ir;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>
/// A model as a module: bindings of all input tensors in order of tensor id, and which tensor holds each output of the model, in the
/// model's order. <paramref name="Layers"/>: for every kernel of the module, the node it was made for.
/// </summary>
public sealed record CompiledModel(
    Module Module, ImmutableArray<ModelBinding> Inputs, ImmutableArray<(string Name, TensorDecl Tensor)> Outputs, ImmutableArray<string> Layers);
