using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>How one operator of the standard domain becomes kernels.</summary>
/// <param name="Operator">As the domain calls it.</param>
/// <param name="Lower">Appends the kernels of a node. An <see cref="ArgumentException"/> says why this node cannot be lowered.</param>
/// <param name="Refusal">Why a node cannot be lowered, from its attributes and types; null: it can.</param>
public sealed record OperatorLowering(
    string Operator, Action<GraphNode, LoweringContext> Lower, Func<GraphNode, ModelGraph, string?>? Refusal = null)
{
    /// <summary>
    /// Of an operator that computes each element from those at its place: the value from those of the inputs that are there, so that
    /// several such operators can share a kernel. Null for all others.
    /// </summary>
    public Func<GraphNode, LoopStageBuilder, LoopValue[], LoopValue>? Body { get; init; }
}
