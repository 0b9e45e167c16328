using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators that move elements without changing them: the output is a copy of a view.</summary>
internal static class LayoutOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Transpose", (node, l) => Copy(node, l, input => input.Permute(Order(node, input.Rank)))),
        new("Expand", (node, l) => Copy(node, l, input => input.Expand(l.Extents(l.ShapeOf(node.Outputs[0]))))),
        new("Slice", Slice),
        new("Tile", (node, l) => LayoutKernels.Tile(l.Module, l.Compile, l.Output(node), l.Required(node, 0))),
        new("DepthToSpace", (node, l) => LayoutKernels.DepthToSpace(
            l.Module, l.Compile, l.Output(node), l.Required(node, 0), node.Int("blocksize"), node.Text("mode") == "CRD")),
        new("SpaceToDepth", (node, l) => LayoutKernels.SpaceToDepth(
            l.Module, l.Compile, l.Output(node), l.Required(node, 0), node.Int("blocksize"))),
    ];

    private static void Copy(GraphNode node, LoweringContext lowering, Func<TensorView, TensorView> view) =>
        lowering.Copy(view(lowering.Required(node, 0)), lowering.Output(node), node.Name);

    private static int[] Order(GraphNode node, int rank) =>
        node.Ints("perm")?.Select(a => (int)a).ToArray() ?? [.. Enumerable.Range(0, rank).Reverse()];

    // Start and step by axis; the extents are those of the inferred output.
    private static void Slice(GraphNode node, LoweringContext lowering)
    {
        TensorView view = lowering.Required(node, 0);
        var starts = node.Ints("starts") ?? lowering.Integers(node, 1) ?? [];
        var axes = node.Ints("axes") ?? lowering.Integers(node, 3) ?? [.. Enumerable.Range(0, starts.Length).Select(a => (long)a)];
        var steps = lowering.Integers(node, 4) ?? [.. starts.Select(_ => 1L)];
        var output = lowering.Output(node);
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = Axes.Normalise(axes[i], view.Rank);
            view = view.Slice(axis, Start(starts[i], steps[i], view.Shape[axis]), output.Shape[axis], steps[i]);
        }

        lowering.Copy(view, output, node.Name);
    }

    // Negative positions count from the end; then they are cut to the axis.
    private static IndexExpr Start(long start, long step, IndexExpr extent)
    {
        var position = start < 0 ? extent + start : start;
        return step > 0 ? IndexExpr.Max(0, IndexExpr.Min(position, extent)) : IndexExpr.Max(0, IndexExpr.Min(position, extent - 1));
    }
}
