using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Numbers to small whole numbers and back, by a scale and a zero point for all elements or for each place along an axis.</summary>
internal static class QuantizationOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("QuantizeLinear", Quantize, Targets),
        new("DequantizeLinear", Dequantize),
        new("DynamicQuantizeLinear", Dynamic),
    ];

    /// <summary>round(x / scale) + zero point, ties to even, cut to the type's range. In f32.</summary>
    internal static LoopValue Quantized(LoopValue x, LoopValue scale, LoopValue? zero, ElementType type)
    {
        var rounded = (x.Cast(ElementType.F32) / scale.Cast(ElementType.F32)).Unary(UnaryKind.Round);
        if (zero is { } point) rounded += point.Cast(ElementType.F32);
        var (low, high) = Range(type);
        return rounded.Binary(BinaryKind.Max, low).Binary(BinaryKind.Min, high).Cast(type);
    }

    private static (double Low, double High) Range(ElementType type) => type switch
    {
        ElementType.U8 => (0, 255),
        ElementType.I8 => (-128, 127),
        ElementType.U16 => (0, 65535),
        ElementType.I16 => (-32768, 32767),
        _ => throw new ArgumentException($"quantized to {type.Name()}"),
    };

    private static string? Targets(GraphNode node, ModelGraph graph) =>
        graph.Value(node.Outputs[0]).Element is var type && type.IsInteger() ? null : $"no unit rounds to {type}";

    private static void Quantize(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        Pointwise.Emit(node, lowering, Operands(node, lowering), output, (_, x) => Quantized(x[0], x[1], x.Length > 2 ? x[2] : null, output.Type));
    }

    // (x - zero point) scale; the difference of two small numbers is exact in i32.
    private static void Dequantize(GraphNode node, LoweringContext lowering)
    {
        var isReal = lowering.Required(node, 0).Type.IsFloat();
        Pointwise.Emit(node, lowering, Operands(node, lowering), lowering.Output(node), (_, x) =>
        {
            if (isReal) return x[0].Cast(x[1].Type) * x[1];
            var whole = x[0].Cast(ElementType.I32);
            if (x.Length > 2) whole -= x[2].Cast(ElementType.I32);
            return whole.Cast(x[1].Type) * x[1];
        });
    }

    private static TensorView[] Operands(GraphNode node, LoweringContext lowering)
    {
        TensorView x = lowering.Required(node, 0);
        List<TensorView> operands = [x, Along(node, lowering.Required(node, 1), x.Rank)];
        if (lowering.Input(node, 2) is { } zero) operands.Add(Along(node, zero, x.Rank));
        return [.. operands];
    }

    private static TensorView Along(GraphNode node, TensorView parameter, int rank)
    {
        if (parameter.Rank == rank && rank > 1) return parameter;
        if (parameter.Rank != 1 || parameter.Shape[0].Equals(IndexExpr.One)) return parameter.Rank == 0 ? parameter : parameter.Reshape([1]);
        var trailing = rank - 1 - Axes.Of(node, rank);
        return parameter.Reshape([parameter.Shape[0], .. Enumerable.Repeat(IndexExpr.One, trailing)]);
    }

    // The range, which always holds 0, is spread over 0 to 255.
    private static void Dynamic(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var (y, scale, zero) = (lowering.Output(node), lowering.Output(node, 1), lowering.Output(node, 2));
        var kernel = lowering.Kernel(node.Name + ".range");
        IndexVar[] inner = [.. input.Shape.Select(kernel.Inner)];
        var first = kernel.Stage(inner);
        var x = first.Load(input, [.. inner.Select(v => (IndexExpr)v)]);
        var (least, greatest) = (first.Reduce(ReduceKind.Min, x), first.Reduce(ReduceKind.Max, x));
        var last = kernel.Stage();
        var low = last.Value(least).Binary(BinaryKind.Min, 0);
        var step = (last.Value(greatest).Binary(BinaryKind.Max, 0) - low) / 255;
        var point = (-low / step).Binary(BinaryKind.Max, 0).Binary(BinaryKind.Min, 255).Unary(UnaryKind.Round);
        last.Store(scale, [], step);
        last.Store(zero, [], point);
        kernel.Emit();
        Pointwise.Emit(node, lowering, [input, scale, zero], y, (_, v) => Quantized(v[0], v[1], v[2], y.Type));
    }
}
