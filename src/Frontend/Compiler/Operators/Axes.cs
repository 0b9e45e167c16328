using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Axis numbers of operators, which may be negative.</summary>
internal static class Axes
{
    /// <exception cref="ArgumentException">Out of range.</exception>
    public static int Normalise(long axis, int rank)
    {
        var result = axis < 0 ? axis + rank : axis;
        return result >= 0 && result < Math.Max(rank, 1) ? (int)result
            : throw new ArgumentException($"axis {axis} of a tensor of rank {rank}");
    }

    /// <summary>The node's axis attribute.</summary>
    public static int Of(GraphNode node, int rank) => Normalise(node.Int("axis"), rank);
}
