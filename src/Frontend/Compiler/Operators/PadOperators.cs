using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Pad: a constant around the tensor, its edge, its mirror image, or itself again.</summary>
internal static class PadOperators
{
    public static IEnumerable<OperatorLowering> All => [new("Pad", Lower)];

    private static void Lower(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        TensorView output = lowering.Output(node);
        var mode = Mode(node.Text("mode"));
        LayoutKernels.Pad(
            lowering.Module, lowering.Compile, output, input, Low(node, lowering, input.Rank), mode, Fill(node, lowering));
    }

    private static PadMode Mode(string name) => name switch
    {
        "constant" => PadMode.Constant,
        "edge" => PadMode.Edge,
        "reflect" => PadMode.Reflect,
        "wrap" => PadMode.Wrap,
        _ => throw new ArgumentException($"mode {name} of Pad"),
    };

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
        if (node.Opset < 11) return node.Float("value");
        return lowering.Reals(node, 2) is [var value, ..] ? value : 0;
    }
}
