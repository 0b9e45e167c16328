using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Kernel shape, strides, pads and dilations of a convolution or pooling, by spatial axis.</summary>
internal sealed record WindowAttributes(long[] Kernel, long[] Strides, long[] Low, long[] High, long[] Dilations)
{
    /// <summary>Padding by name (SAME_UPPER...) needs constant extents of input and output.</summary>
    public static WindowAttributes Of(GraphNode node, long[] kernel, IReadOnlyList<IndexExpr> input, IReadOnlyList<IndexExpr> output)
    {
        var rank = kernel.Length;
        var ones = Enumerable.Repeat(1L, rank).ToArray();
        var strides = node.Numbers("strides") ?? ones;
        var dilations = node.Numbers("dilations") ?? ones;
        var pads = node.Numbers("pads") ?? new long[2 * rank];
        var (low, high) = (pads[..rank], pads[rank..]);
        var mode = node.Text("auto_pad");
        if (mode == "VALID") (low, high) = (new long[rank], new long[rank]);
        if (mode.StartsWith("SAME", StringComparison.Ordinal))
        {
            for (var axis = 0; axis < rank; axis++)
            {
                var total = Math.Max(0, (Constant(output[axis]) - 1) * strides[axis] + (kernel[axis] - 1) * dilations[axis] + 1 - Constant(input[axis]));
                low[axis] = mode == "SAME_UPPER" ? total / 2 : total - total / 2;
                high[axis] = total - low[axis];
            }
        }

        return new WindowAttributes(kernel, strides, low, high, dilations);
    }

    private static long Constant(IndexExpr extent) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"auto_pad of an extent that is not constant: {extent}");
}
