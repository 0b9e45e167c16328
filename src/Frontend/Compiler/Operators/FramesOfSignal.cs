using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Long filters over a signal of one channel, as spectra are computed: a product of the filters and the signal's frames, which are columns of
/// a matrix whose places overlap. Tiles of a convolution hold whole windows of every filter; tiles of a product need not.
/// </summary>
internal static class FramesOfSignal
{
    private const long ShortestFilter = 32;

    public static bool Fits(ConvSpec spec) =>
        spec.Axes.Length == 1 && spec.Residual is null && spec.InChannels == 1 && spec.Groups == 1 && spec.Axes[0].Kernel >= ShortestFilter
        && Accumulator.Takes(spec.X.Tensor.Type);

    public static void Append(LoweringContext lowering, GraphNode node, ConvSpec spec, TensorDecl x, TensorDecl w, TensorDecl y)
    {
        var axis = spec.Axes[0];
        var signal = axis.PadLow == 0 && axis.PadHigh == 0 ? x : Padded(lowering, node, x, axis);
        var frames = new MatrixView(signal, axis.Dilation, axis.Stride) { BatchStrides = [signal.Shape[2]] };
        var filters = new MatrixView(w, axis.Kernel, IndexExpr.One) { BatchStrides = [IndexExpr.Zero] };
        var result = new MatrixView(y, y.Shape[2], IndexExpr.One) { BatchStrides = [y.Shape[1] * y.Shape[2]] };
        // The product's rows are filters: a bias of each repeats along its row.
        var product = new MatmulSpec(filters, frames, result, y.Shape[1], y.Shape[2], axis.Kernel)
        {
            Name = node.Name,
            Batch = [x.Shape[0]],
            Bias = spec.Bias is { } bias ? new MatrixView(bias, IndexExpr.One, IndexExpr.Zero) { BatchStrides = [IndexExpr.Zero] } : null,
            Activation = spec.Activation,
        };
        MatmulBuilder.Append(lowering.Module, product, lowering.Compile);
    }

    private static TensorDecl Padded(LoweringContext lowering, GraphNode node, TensorDecl x, ConvAxis axis)
    {
        var padded = lowering.Scratch(node, x.Type, [x.Shape[0], x.Shape[1], x.Shape[2] + axis.PadLow + axis.PadHigh]);
        LayoutKernels.Pad(lowering.Module, lowering.Compile, padded, x, [0, 0, axis.PadLow], PadMode.Constant, 0);
        return padded;
    }
}
