using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Products of quantized numbers on the array. Operands less their zero points need 9 bits, one more than it multiplies: it multiplies
/// them as i8 (unsigned ones less 128), and what the zero points add to each sum is taken off afterwards:
/// sum (a - p)(b - q) = sum a b - q sum a - p sum b + n p q, in i32, where overflow cancels out.
/// </summary>
internal static class IntegerOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("MatMulInteger", (node, l) => Multiply(node, l, 0, 1, (2, 3), l.Output(node), null)),
        new("QLinearMatMul", Product),
        new("ConvInteger", (node, l) => Convolve(node, l, (0, 1), (2, 3), null, l.Output(node), null)),
        new("QLinearConv", Convolution),
    ];

    // y = round(sum scale_a scale_b / scale_y) + zero_y.
    private static void Product(GraphNode node, LoweringContext lowering) =>
        Multiply(node, lowering, 0, 3, (2, 5), lowering.Output(node), new Scales(Rows(node, lowering, 1, 0)!, Columns(node, lowering, 4)!));

    private static void Convolution(GraphNode node, LoweringContext lowering) => Convolve(
        node, lowering, (0, 3), (2, 5), lowering.Input(node, 8), lowering.Output(node),
        new Scales(Channels(node, lowering, 1, 1)!, Channels(node, lowering, 4, 1)!));

    private static void Multiply(
        GraphNode node, LoweringContext lowering, int left, int right, (int Left, int Right) zeros, TensorDecl output, Scales? scales)
    {
        var a = QuantizedOperand.Of(node, lowering, left, zeros.Left, Rows(node, lowering, zeros.Left, left));
        var b = QuantizedOperand.Of(node, lowering, right, zeros.Right, Columns(node, lowering, zeros.Right));
        if (b.Values.Shape.Length == 1 && a.Zero is { Rank: > 1 }) throw new ArgumentException($"{node}: a zero point for each row, and a vector to multiply with");
        var sums = lowering.Scratch(node, ElementType.I32, output.Shape);
        MatrixOperators.Product(node, lowering, a.Values, b.Values, sums);
        var depth = a.Values.Shape[^1];
        var correction = new Correction(a, b, depth)
        {
            SumOfA = b.IsCentered ? null : Sums(node, lowering, a.Values, a.Values.Shape.Length - 1, keep: a.Values.Shape.Length > 1 && b.Values.Shape.Length > 1),
            SumOfB = a.IsCentered ? null : Sums(node, lowering, b.Values, Math.Max(b.Values.Shape.Length - 2, 0), keep: b.Values.Shape.Length > 2 && a.Values.Shape.Length > 1),
        };
        Finish(node, lowering, sums, correction, null, output, scales);
    }

    // Outside of the image is the zero point: images get their border before they are multiplied.
    private static void Convolve(
        GraphNode node, LoweringContext lowering, (int X, int W) operands, (int X, int W) zeros, TensorDecl? bias, TensorDecl output, Scales? scales)
    {
        var x = QuantizedOperand.Of(node, lowering, operands.X, zeros.X, Channels(node, lowering, zeros.X, 1), shift: false);
        var w = QuantizedOperand.Of(node, lowering, operands.W, zeros.W, Channels(node, lowering, zeros.W, 0));
        var window = WindowAttributes.Of(node, [.. w.Values.Shape.Skip(2).Select(Constant)], [.. x.Values.Shape.Skip(2)], [.. output.Shape.Skip(2)]);
        var padded = x.Bordered(node, lowering, window);
        var sums = lowering.Scratch(node, ElementType.I32, output.Shape);
        var spec = Spec(node, padded, w.Values, sums, window);
        ConvBuilder.Append(lowering.Module, spec, lowering.Compile);
        var count = w.Values.Shape.Skip(1).Aggregate(IndexExpr.One, (p, e) => p * e);
        var correction = new Correction(x, w with { Zero = OfChannels(node, lowering, zeros.W) }, count)
        {
            SumOfA = w.IsCentered ? null : WindowSums(node, lowering, padded, spec, window),
            SumOfB = x.IsCentered ? null : OfWeights(node, lowering, w.Values),
        };
        Finish(node, lowering, sums, correction, bias, output, scales);
    }

    private static ConvSpec Spec(GraphNode node, TensorDecl x, TensorDecl w, TensorDecl y, WindowAttributes window)
    {
        var axes = window.Kernel.Select((k, a) => new ConvAxis(x.Shape[2 + a], k, window.Strides[a], 0, 0, window.Dilations[a]) { OutExtent = y.Shape[2 + a] });
        return new ConvSpec(ConvView.ChannelsFirst(x), ConvView.ChannelsFirst(w), ConvView.ChannelsFirst(y), x.Shape[0], Constant(x.Shape[1]),
            Constant(y.Shape[1]), [.. axes])
        {
            Name = node.Name,
            Groups = node.Int("group"),
        };
    }

    private static void Finish(
        GraphNode node, LoweringContext lowering, TensorDecl sums, Correction correction, TensorDecl? bias, TensorDecl output, Scales? scales)
    {
        List<TensorView> inputs = [sums, .. correction.Operands];
        if (bias is not null) inputs.Add(((TensorView)bias).Reshape([bias.Shape[0], .. Enumerable.Repeat(IndexExpr.One, output.Shape.Length - 2)]));
        if (scales is not null) inputs.AddRange(scales.A, scales.B, Single(lowering.Required(node, 6)), Single(lowering.Required(node, 7)));
        Pointwise.Emit(node, lowering, inputs, output, (_, v) =>
        {
            var (sum, next) = correction.Apply(v);
            if (bias is not null) sum += v[next++];
            return scales is null ? sum
                : QuantizationOperators.Quantized(sum.Cast(ElementType.F32), v[next + 2] / (v[next] * v[next + 1]), v[next + 3], output.Type);
        });
    }

    // Sums of i8 along one axis, in i32.
    private static TensorView Sums(GraphNode node, LoweringContext lowering, TensorDecl values, int axis, bool keep)
    {
        var shape = Kernels.Vector.Shapes.Reduced(values.Shape, [axis], keep);
        var sums = lowering.Scratch(node, ElementType.I32, shape);
        ReduceKernels.Reduce(lowering.Module, lowering.Compile, ReduceOp.Sum, sums, values, [axis]);
        return sums;
    }

    private static TensorView OfWeights(GraphNode node, LoweringContext lowering, TensorDecl w)
    {
        var sums = lowering.Scratch(node, ElementType.I32, [w.Shape[0]]);
        ReduceKernels.Reduce(lowering.Module, lowering.Compile, ReduceOp.Sum, sums, w, [.. Enumerable.Range(1, w.Shape.Length - 1)]);
        return ((TensorView)sums).Reshape([w.Shape[0], .. Enumerable.Repeat(IndexExpr.One, w.Shape.Length - 2)]);
    }

    // What each window of an image sums to, for each output channel: that of its group.
    private static TensorView WindowSums(GraphNode node, LoweringContext lowering, TensorDecl x, ConvSpec spec, WindowAttributes window)
    {
        var places = spec.Axes.Select(a => a.Out).ToArray();
        var sums = lowering.Scratch(node, ElementType.I32, [x.Shape[0], spec.Groups, 1, .. places]);
        var kernel = lowering.Kernel(node.Name + ".windows");
        IndexExpr n = kernel.Parallel(x.Shape[0]), g = kernel.Parallel(spec.Groups);
        IndexExpr[] place = [.. places.Select(e => (IndexExpr)kernel.Parallel(e))];
        var c = kernel.Inner(spec.GroupIn);
        IndexVar[] taps = [.. window.Kernel.Select(k => kernel.Inner(k))];
        IndexExpr[] source = [.. place.Select((o, a) => o * window.Strides[a] + (IndexExpr)taps[a] * window.Dilations[a])];
        var first = kernel.Stage([c, .. taps]);
        var sum = first.Reduce(ReduceKind.Sum, first.Load(x, [n, g * spec.GroupIn + c, .. source]).Cast(ElementType.I32));
        var last = kernel.Stage();
        last.Store(sums, [n, g, 0, .. place], last.Value(sum));
        kernel.Emit();
        return ((TensorView)sums).Expand([x.Shape[0], spec.Groups, spec.GroupOut, .. places]).Reshape([x.Shape[0], spec.OutChannels, .. places]);
    }

    private static TensorView? OfChannels(GraphNode node, LoweringContext lowering, int zero) =>
        lowering.Input(node, zero) is { } parameter && !IsSingle(parameter)
            ? ((TensorView)parameter).Reshape([parameter.Shape[0], .. Enumerable.Repeat(IndexExpr.One, lowering.Required(node, 0).Shape.Length - 2)])
            : Channels(node, lowering, zero, 0);

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

    private sealed record Scales(TensorView A, TensorView B);

    private static long Constant(IndexExpr extent) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"a channel or kernel extent that is not constant: {extent}");
}
