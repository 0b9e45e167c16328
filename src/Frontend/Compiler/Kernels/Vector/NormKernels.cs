using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Softmax and the normalisations. Computed in f32 (f64 for f64), rounded once when stored.</summary>
public static class NormKernels
{
    /// <summary>exp(x - max) / sum over <paramref name="axes"/>; or its logarithm.</summary>
    public static void Softmax(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<int> axes, bool log = false)
    {
        if (context.Machine.Lowering == Lowering.Framework && !log)
        {
            FrameworkNorms.Softmax(module, context, output, input, axes);
            return;
        }

        var rows = new RowKernel(module, context, log ? "log-softmax" : "softmax", input, axes);
        var max = rows.Reduce(ReduceKind.Max, RowKernel.Real);
        var sum = rows.Reduce(ReduceKind.Sum, x => Exp(x, max));
        if (log)
        {
            var shift = rows.PerRow([max, sum], x => x[0] + x[1].Unary(UnaryKind.Log));
            rows.StoreAll(output, x => RowKernel.Real(x) - x.Stage.Value(shift));
        }
        else
        {
            rows.StoreAll(output, x => Exp(x, max) / x.Stage.Value(sum));
        }

        rows.Emit();
    }

    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) * scale + bias over <paramref name="axes"/>; scale and bias broadcast to the input, null:
    /// none. With mean and invStd given, those of each row are stored too (axes dropped or 1).
    /// </summary>
    public static void LayerNorm(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<int> axes, double epsilon,
        TensorView? scale = null, TensorView? bias = null, TensorView? meanOutput = null, TensorView? invStdOutput = null)
    {
        if (context.Machine.Lowering == Lowering.Framework && meanOutput is null && invStdOutput is null)
        {
            FrameworkNorms.LayerNorm(module, context, output, input, axes, epsilon, scale, bias);
            return;
        }

        var rows = new RowKernel(module, context, "layernorm", input, axes);
        var mean = rows.Mean(0);
        var inverse = rows.PerRow([rows.Variance(mean).Scaled], x => (x[0] + epsilon).Unary(UnaryKind.Rsqrt));
        if (meanOutput is not null) rows.StoreRow(meanOutput, mean);
        if (invStdOutput is not null) rows.StoreRow(invStdOutput, inverse);
        rows.StoreAll(output, x => Affine(rows, input, (RowKernel.Real(x) - x.Stage.Value(mean)) * x.Stage.Value(inverse), scale, bias));
        rows.Emit();
    }

    /// <summary>x / sqrt(mean(x^2) + epsilon) * scale over <paramref name="axes"/>.</summary>
    public static void RmsNorm(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<int> axes, double epsilon,
        TensorView? scale = null)
    {
        var rows = new RowKernel(module, context, "rmsnorm", input, axes);
        var sum = rows.Reduce(ReduceKind.Sum, x => RowKernel.Real(x) * RowKernel.Real(x));
        var inverse = rows.PerRow([sum], x => (rows.DividedByCount(x[0], 0) + epsilon).Unary(UnaryKind.Rsqrt));
        rows.StoreAll(output, x => Affine(rows, input, RowKernel.Real(x) * x.Stage.Value(inverse), scale, null));
        rows.Emit();
    }

    /// <summary>x / max(norm of order 1 or 2 over one axis).</summary>
    public static void LpNormalize(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, int axis, int order)
    {
        var rows = new RowKernel(module, context, "lp-normalize", input, [axis]);
        var sum = rows.Reduce(ReduceKind.Sum, x => order == 1 ? RowKernel.Real(x).Unary(UnaryKind.Abs) : RowKernel.Real(x) * RowKernel.Real(x));
        var norm = order == 1 ? sum : rows.PerRow([sum], x => x[0].Unary(UnaryKind.Sqrt));
        rows.StoreAll(output, x => RowKernel.Real(x) / x.Stage.Value(norm));
        rows.Emit();
    }

    /// <summary>
    /// Inference: (x - mean) / sqrt(variance + epsilon) * scale + bias, each of one value for a channel; x is N x C x ...
    /// </summary>
    public static void BatchNorm(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, TensorView scale, TensorView bias,
        TensorView mean, TensorView variance, double epsilon)
    {
        TensorView Channel(TensorView v) => PerChannel(v, input.Rank);
        ElementwiseKernels.Map(module, context, "batchnorm", output,
            [input, Channel(scale), Channel(bias), Channel(mean), Channel(variance)],
            (_, v) =>
            {
                LoopValue[] x = [.. v.Select(RowKernel.Real)];
                return (x[0] - x[3]) * (x[4] + epsilon).Unary(UnaryKind.Rsqrt) * x[1] + x[2];
            });
    }

    /// <summary>Layer norm of each sample's groups of channels; scale and bias for a channel. C groups: instance norm.</summary>
    public static void GroupNorm(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, long groups, double epsilon,
        TensorView? scale = null, TensorView? bias = null)
    {
        var size = IndexExpr.FloorDiv(input.Shape[1], groups);
        IndexExpr[] split = [input.Shape[0], groups, size, .. input.Shape.Skip(2)];
        TensorView? Grouped(TensorView? v) => v?.Reshape([groups, size, .. Enumerable.Repeat(IndexExpr.One, input.Rank - 2)]);
        LayerNorm(module, context, output.Reshape(split), input.Reshape(split), [.. Enumerable.Range(2, split.Length - 2)], epsilon,
            Grouped(scale), Grouped(bias));
    }

    /// <summary>A vector of C values as C x 1 x 1 ..., to broadcast to N x C x ...</summary>
    public static TensorView PerChannel(TensorView vector, int rank) =>
        vector.Reshape([.. vector.Shape, .. Enumerable.Repeat(IndexExpr.One, Math.Max(0, rank - 2))]);

    private static LoopValue Exp(LoopValue x, LoopValue max) => (RowKernel.Real(x) - x.Stage.Value(max)).Unary(UnaryKind.Exp);

    private static LoopValue Affine(RowKernel rows, TensorView input, LoopValue x, TensorView? scale, TensorView? bias)
    {
        LoopValue At(TensorView v) => x.Stage.Load(v.Expand(input.Shape), rows.Index).Cast(x.Type);
        if (scale is not null) x *= At(scale);
        return bias is null ? x : x + At(bias);
    }
}
