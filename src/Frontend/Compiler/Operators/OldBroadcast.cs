using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Broadcasting of operator sets before 7: with the attribute broadcast, the axes of the second operand are those of the first from
/// attribute axis on; without it the shapes are equal.
/// </summary>
internal static class OldBroadcast
{
    public static string? Refusal(GraphNode node, ModelGraph graph)
    {
        if (!IsByAxis(node) || graph.Value(node.Inputs[0]).Shape is not { } x || graph.Value(node.Inputs[1]).Shape is not { } y) return null;
        var axis = Axis(node, x.Rank);
        return axis >= 0 && axis + y.Rank <= x.Rank ? null : $"axis {node.Int("axis", 0)} for {y} in {x}";
    }

    /// <summary>The operand as numpy's rules, which align last axes, take it.</summary>
    public static TensorView Aligned(GraphNode node, int operand, TensorView input, int rank)
    {
        if (operand != 1 || !IsByAxis(node)) return input;
        var trailing = rank - Axis(node, rank) - input.Rank;
        if (trailing < 0) throw new ArgumentException($"axis {node.Int("axis", 0)} for {input.Rank} axes in {rank}");
        return input.Reshape([.. input.Shape, .. Enumerable.Repeat(IndexExpr.One, trailing)]);
    }

    private static bool IsByAxis(GraphNode node) => node.Opset < 7 && node.Int("broadcast", 0) != 0 && node.Has("axis");

    private static int Axis(GraphNode node, int rank) => (int)(node.Int("axis", 0) + (node.Int("axis", 0) < 0 ? rank : 0));
}
