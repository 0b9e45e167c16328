using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Kernels.Loops;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Pad: a constant around the tensor, its edge, its mirror image, or itself again.</summary>
internal static class PadOperators
{
    public static IEnumerable<OperatorLowering> All => [new("Pad", Lower)];

    private static void Lower(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        TensorView output = lowering.Output(node);
        var low = Low(node, lowering, input.Rank);
        var mode = node.Text("mode", "constant");
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        IndexExpr[] source = [.. index.Select((e, axis) => Source(e - low[axis], input.Shape[axis], mode))];
        var guards = mode == "constant" ? source.Select((e, axis) => new LoopGuard(e, input.Shape[axis])) : [];
        stage.Store(output, index, stage.LoadGuarded(input, source, guards, Fill(node, lowering)));
        kernel.Emit();
    }

    private static long[] Low(GraphNode node, LoweringContext lowering, int rank)
    {
        var pads = node.Ints("pads") ?? lowering.Integers(node, 1) ?? throw new ArgumentException("Pad without pads");
        var axes = lowering.Integers(node, 3) ?? [.. Enumerable.Range(0, rank).Select(a => (long)a)];
        var low = new long[rank];
        for (var i = 0; i < axes.Length; i++) low[Axes.Normalise(axes[i], rank)] = pads[i];
        return low;
    }

    private static double Fill(GraphNode node, LoweringContext lowering)
    {
        if (node.Opset < 11) return node.Float("value", 0);
        return lowering.Reals(node, 2) is [var value, ..] ? value : 0;
    }

    private static IndexExpr Source(IndexExpr place, IndexExpr extent, string mode) => mode switch
    {
        "constant" => place,
        "edge" => IndexExpr.Max(0, IndexExpr.Min(place, extent - 1)),
        "wrap" => IndexExpr.Mod(place, extent),
        // Mirrored at the border elements: |p| on the left, 2 (extent - 1) - p on the right; pads are below the extent.
        "reflect" => IndexExpr.Min(IndexExpr.Max(place, -place), (extent - 1) * 2 - IndexExpr.Max(place, -place)),
        _ => throw new ArgumentException($"mode {mode} of Pad"),
    };
}
