using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// A model as a module: bindings of all input tensors in order of tensor id, and which tensor holds each output of the model, in the
/// model's order. <paramref name="Layers"/>: for every kernel of the module, the node it was made for.
/// </summary>
public sealed record CompiledModel(
    Module Module, ImmutableArray<ModelBinding> Inputs, ImmutableArray<(string Name, TensorDecl Tensor)> Outputs, ImmutableArray<string> Layers)
{
    /// <summary>The graph that was lowered: after import and passes, so its nodes are the layers and those that need no kernel.</summary>
    public ModelGraph? Graph { get; init; }

    /// <summary>The graph before inputs were taken as constants, if some were.</summary>
    public ModelGraph? Source { get; init; }

    /// <summary>Addresses of the tensors and the memory that they need; null if sizes are still open.</summary>
    public MemoryPlan? Memory { get; init; }
}
