using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Ir.Vector;
using ActorSim.Frontend.Kernels.Loops;
using ElementType = ActorSim.Frontend.Ir.ElementType;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>
/// Products of quantized numbers, summed in i32 on the vector unit: operands less their zero points need 9 bits, one more than the array
/// multiplies.
/// </summary>
internal static class IntegerOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("MatMulInteger", (node, l) => MatrixOperators.Product(
            node, l, Shifted(node, l, 0, Rows(node, l, 2, 0)), Shifted(node, l, 1, Columns(node, l, 3)), l.Output(node))),
        new("QLinearMatMul", Product),
        new("ConvInteger", (node, l) => Convolve(node, l, Shifted(node, l, 0, Channels(node, l, 2, 1)), Shifted(node, l, 1, Channels(node, l, 3, 0)),
            null, l.Output(node))),
        new("QLinearConv", Convolution),
    ];

    // y = round(sum scale_a scale_b / scale_y) + zero_y.
    private static void Product(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        var sums = lowering.Scratch(node, ElementType.I32, output.Shape);
        var (a, b) = (Shifted(node, lowering, 0, Rows(node, lowering, 2, 0)), Shifted(node, lowering, 3, Columns(node, lowering, 5)));
        MatrixOperators.Product(node, lowering, a, b, sums);
        Rescale(node, lowering, sums, output, Rows(node, lowering, 1, 0)!, Columns(node, lowering, 4)!);
    }

    private static void Convolution(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        var sums = lowering.Scratch(node, ElementType.I32, output.Shape);
        var (x, w) = (Shifted(node, lowering, 0, Channels(node, lowering, 2, 1)), Shifted(node, lowering, 3, Channels(node, lowering, 5, 0)));
        Convolve(node, lowering, x, w, lowering.Input(node, 8), sums);
        Rescale(node, lowering, sums, output, Channels(node, lowering, 1, 1)!, Channels(node, lowering, 4, 1)!);
    }

    private static void Rescale(
        GraphNode node, LoweringContext lowering, TensorDecl sums, TensorDecl output, TensorView scaleA, TensorView scaleB)
    {
        TensorView[] inputs = [sums, scaleA, scaleB, Single(lowering.Required(node, 6)), Single(lowering.Required(node, 7))];
        Pointwise.Emit(node, lowering, inputs, output, (_, x) =>
        {
            var scale = x[3] / (x[1] * x[2]);
            return QuantizationOperators.Quantized(x[0].Cast(ElementType.F32), scale, x[4], output.Type);
        });
    }

    // Outside of the image is 0, which is the zero point before it was taken off.
    private static void Convolve(GraphNode node, LoweringContext lowering, TensorView x, TensorView w, TensorDecl? bias, TensorDecl y)
    {
        var window = WindowAttributes.Of(node, [.. w.Shape.Skip(2).Select(Constant)], [.. x.Shape.Skip(2)], [.. y.Shape.Skip(2)]);
        var groups = node.Int("group", 1);
        var (inGroup, outGroup) = (Constant(w.Shape[1]), Constant(y.Shape[1]) / groups);
        var kernel = lowering.Kernel(node.Name);
        IndexExpr n = kernel.Parallel(y.Shape[0]), g = kernel.Parallel(groups), m = kernel.Parallel(outGroup);
        IndexExpr[] place = [.. y.Shape.Skip(2).Select(e => (IndexExpr)kernel.Parallel(e))];
        var c = kernel.Inner(inGroup);
        IndexVar[] taps = [.. window.Kernel.Select(k => kernel.Inner(k))];
        IndexExpr[] source = [.. place.Select((o, a) => o * window.Strides[a] - window.Low[a] + (IndexExpr)taps[a] * window.Dilations[a])];
        var first = kernel.Stage([c, .. taps]);
        var guards = source.Select((s, a) => new LoopGuard(s, x.Shape[2 + a]));
        var value = first.LoadGuarded(x, [n, g * inGroup + c, .. source], guards, 0);
        var channel = g * outGroup + m;
        var sum = first.Reduce(ReduceKind.Sum, value * first.Load(w, [channel, c, .. taps.Select(t => (IndexExpr)t)]));
        var last = kernel.Stage();
        var result = last.Value(sum);
        if (bias is not null) result += last.Load(bias, channel);
        last.Store(y, [n, channel, .. place], result);
        kernel.Emit();
    }

    private static TensorDecl Shifted(GraphNode node, LoweringContext lowering, int operand, TensorView? zero)
    {
        var tensor = lowering.Required(node, operand);
        var result = lowering.Scratch(node, ElementType.I32, tensor.Shape);
        TensorView[] inputs = zero is null ? [tensor] : [tensor, zero];
        Pointwise.Emit(node, lowering, inputs, result, (_, x) =>
            zero is null ? x[0].Cast(ElementType.I32) : x[0].Cast(ElementType.I32) - x[1].Cast(ElementType.I32));
        return result;
    }

    // A parameter of each row of the first operand.
    private static TensorView? Rows(GraphNode node, LoweringContext lowering, int input, int operand)
    {
        if (lowering.Input(node, input) is not { } parameter) return null;
        if (IsSingle(parameter)) return Single(parameter);
        return parameter.Shape.Length == 1 && lowering.Required(node, operand).Shape.Length >= 2 ? ((TensorView)parameter).Unsqueeze(1) : parameter;
    }

    // A parameter of each column of the second operand.
    private static TensorView? Columns(GraphNode node, LoweringContext lowering, int input) =>
        lowering.Input(node, input) is not { } parameter ? null : IsSingle(parameter) ? Single(parameter) : parameter;

    // A parameter of each place along an axis of images or weights.
    private static TensorView? Channels(GraphNode node, LoweringContext lowering, int input, int axis)
    {
        if (lowering.Input(node, input) is not { } parameter) return null;
        if (IsSingle(parameter)) return Single(parameter);
        var trailing = lowering.Required(node, 0).Shape.Length - 1 - axis;
        return ((TensorView)parameter).Reshape([parameter.Shape[0], .. Enumerable.Repeat(IndexExpr.One, trailing)]);
    }

    private static bool IsSingle(TensorDecl parameter) => parameter.Shape.All(e => e.Equals(IndexExpr.One));

    private static TensorView Single(TensorDecl parameter) => ((TensorView)parameter).Reshape([1]);

    private static long Constant(IndexExpr extent) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"a channel or kernel extent that is not constant: {extent}");
}
