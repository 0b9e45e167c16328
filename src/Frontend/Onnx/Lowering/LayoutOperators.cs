using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Kernels.Loops;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Operators that move elements without changing them: the output is a copy of a view.</summary>
internal static class LayoutOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Transpose", (node, l) => Copy(node, l, input => input.Permute(Order(node, input.Rank)))),
        new("Expand", (node, l) => Copy(node, l, input => input.Expand(l.Extents(l.ShapeOf(node.Outputs[0]))))),
        new("Slice", Slice),
        new("Tile", Tile),
        new("DepthToSpace", DepthToSpace),
        new("SpaceToDepth", SpaceToDepth),
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

    private static void Tile(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var view = new TensorView(input.Tensor, output.Shape, index =>
            input.Offset([.. index.Select((e, axis) => IndexExpr.Mod(e, input.Shape[axis]))]));
        lowering.Copy(view, output, node.Name);
    }

    private static void DepthToSpace(GraphNode node, LoweringContext lowering)
    {
        var block = node.Int("blocksize", 1);
        Copy(node, lowering, input =>
        {
            var (n, c, h, w) = (input.Shape[0], IndexExpr.FloorDiv(input.Shape[1], block * block), input.Shape[2], input.Shape[3]);
            var isDepthFirst = node.Text("mode", "DCR") == "DCR";
            var split = isDepthFirst ? input.Reshape([n, block, block, c, h, w]) : input.Reshape([n, c, block, block, h, w]);
            return split.Permute(isDepthFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3]).Reshape([n, c, h * block, w * block]);
        });
    }

    private static void SpaceToDepth(GraphNode node, LoweringContext lowering)
    {
        var block = node.Int("blocksize", 1);
        Copy(node, lowering, input =>
        {
            var (n, c) = (input.Shape[0], input.Shape[1]);
            var (h, w) = (IndexExpr.FloorDiv(input.Shape[2], block), IndexExpr.FloorDiv(input.Shape[3], block));
            return input.Reshape([n, c, h, block, w, block]).Permute([0, 3, 5, 1, 2, 4]).Reshape([n, c * (block * block), h, w]);
        });
    }
}
