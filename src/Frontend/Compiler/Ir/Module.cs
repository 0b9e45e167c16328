using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// A compiled program: sizes it takes as shape arguments, tensors, kernels in an order that respects their dependences, and the machine
/// it was compiled for. Inputs and outputs are the tensors of these roles, in order of id.
/// </summary>
public sealed record Module(
    string Name, MachineFacts Machine, ImmutableArray<IndexVar> Sizes, ImmutableArray<TensorDecl> Tensors, ImmutableArray<Kernel> Kernels)
{
    public Module ReplaceKernels(Func<Kernel, Kernel> change) => this with { Kernels = [.. Kernels.Select(change)] };
}
