using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Computes nodes of constants that the shape rules do not follow by themselves. Whoever can run a node brings it.</summary>
internal interface IConstantEvaluation
{
    /// <summary>The outputs of <paramref name="node"/> in their order; null if it is not constant, too large, or cannot be computed.</summary>
    IReadOnlyList<GraphTensor>? TryFold(GraphNode node, GraphExpansion expansion);
}
