using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>How much of a transposed convolution's full output is cut off at the low end of each axis.</summary>
internal static class TransposedPads
{
    /// <summary>Given, or what an asked-for output shape or padding mode leaves over (ONNX: ConvTranspose, total_padding).</summary>
    public static long[] Low(GraphNode node, TensorView x, TensorView y, TensorView w, long[] strides, long[] dilations)
    {
        var rank = strides.Length;
        var mode = node.Text("auto_pad");
        if (node.Numbers("output_shape") is null && mode is "NOTSET" or "VALID")
            return mode == "VALID" || node.Numbers("pads") is not { } pads ? new long[rank] : pads[..rank];
        var extra = node.Numbers("output_padding") ?? new long[rank];
        var low = new long[rank];
        for (var a = 0; a < rank; a++)
        {
            var full = strides[a] * (Constant(x.Shape[2 + a]) - 1) + extra[a] + (Constant(w.Shape[2 + a]) - 1) * dilations[a] + 1;
            var total = Math.Max(0, full - Constant(y.Shape[2 + a]));
            low[a] = mode == "SAME_UPPER" ? total / 2 : total - total / 2;
        }

        return low;
    }

    private static long Constant(IndexExpr extent) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"padding of an extent that is not constant: {extent}");
}
