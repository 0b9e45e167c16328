using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Operators on quantized numbers: back to real numbers, the operator, and to quantized ones again.</summary>
internal static class QuantizedComposites
{
    private const string Ms = CompositeOperators.Microsoft;

    public static IEnumerable<CompositeOperator> All =>
    [
        new(Ms, "QLinearAdd", 7, Add),
        new(Ms, "QLinearMul", 7, Multiply),
        new(Ms, "QLinearSigmoid", 4, c => Unary(c, x => c.Op("Sigmoid", [x]))),
        new(Ms, "QLinearLeakyRelu", 4, c => Unary(c, x => c.Op("LeakyRelu", [x], Kept(c, "alpha")))),
        new(Ms, "QLinearSoftmax", 4, c => Unary(c, x => c.Op("Softmax", [x], Kept(c, "axis")))),
        new(Ms, "QLinearReduceMean", 4, c => Unary(c, x => c.Op("ReduceMean", c.Node.Ints("axes") is { } axes ? [x, c.Wholes(axes)] : [x], Kept(c, "keepdims")))),
        new(Ms, "QLinearAveragePool", 4, Average),
        new(Ms, "QLinearGlobalAveragePool", 4, c => Pooled(c, y => c.Op("GlobalAveragePool", [y]))),
        new(Ms, "QLinearConcat", 5, Concat),
        new(Ms, "QLinearWhere", 9, Where),
        new(Ms, "QGemm", 6, Gemm),
        new(Ms, "NhwcMaxPool", 1, c => c.Out(0, LastToFirst(c, c.Required(0), x =>
            c.Op("MaxPool", [x], Kept(c, "auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "strides"))))),
        new("", "QuantizeLinear", 2, c => Blocked(c, "QuantizeLinear")) { When = IsBlocked },
        new("", "DequantizeLinear", 2, c => Blocked(c, "DequantizeLinear")) { When = IsBlocked },
    ];

    private static bool IsBlocked(GraphNode node) => node.Int("block_size", 0) > 0;

    private static NodeAttribute[] Kept(Composition c, params string[] names) => [.. c.Node.Attributes.Where(a => names.Contains(a.Name))];

    /// <summary>Real numbers of the three inputs from <paramref name="first"/> on: quantized, scale, zero point.</summary>
    public static string Real(Composition c, int first) => Real(c, c.Required(first), c.Required(first + 1), c.In(first + 2));

    private static string Real(Composition c, string x, string scale, string? zero) =>
        c.Op("DequantizeLinear", zero is null ? [x, scale] : [x, scale, zero]);

    // The type is that of the zero point, else that of the first input.
    private static string Quantized(Composition c, string x, string scale, string? zero, OnnxElementType type)
    {
        zero ??= c.Constant(GraphTensor.OfInt64s("", type, [], [0]));
        return c.Op("QuantizeLinear", [x, scale, zero]);
    }

    // Where scales only multiply, their quotient does, after whole numbers were summed: so halves stay halves before they are rounded.
    private static string Shifted(Composition c, int first)
    {
        var whole = c.Cast(c.Required(first), OnnxElementType.Float32);
        return c.In(first + 2) is { } zero ? c.Sub(whole, c.Cast(zero, OnnxElementType.Float32)) : whole;
    }

    private static string Rescaled(Composition c, string y, int scale) =>
        Quantized(c, y, c.Number(1, OnnxElementType.Float32), c.In(scale + 1), c.Type(c.Required(0)));

    private static void Add(Composition c)
    {
        string Part(int first) => c.Mul(Shifted(c, first), c.Div(c.Required(first + 1), c.Required(6)));
        c.Out(0, Rescaled(c, c.Add(Part(0), Part(3)), 6));
    }

    private static void Multiply(Composition c)
    {
        var scale = c.Div(c.Mul(c.Required(1), c.Required(4)), c.Required(6));
        c.Out(0, Rescaled(c, c.Mul(c.Mul(Shifted(c, 0), Shifted(c, 3)), scale), 6));
    }

    private static void Unary(Composition c, Func<string, string> body) =>
        c.Out(0, Quantized(c, body(Real(c, 0)), c.Required(3), c.In(4), c.Type(c.Required(0))));

    private static void Pooled(Composition c, Func<string, string> pool)
    {
        var x = Shifted(c, 0);
        c.Out(0, Rescaled(c, c.Mul(AlongChannels(c, x, pool), c.Div(c.Required(1), c.Required(3))), 3));
    }

    // The zero point is added before what comes out is rounded: halves go to the even sum.
    private static void Average(Composition c)
    {
        var mean = AlongChannels(c, Real(c, 0), x =>
            c.Op("AveragePool", [x], Kept(c, "auto_pad", "ceil_mode", "count_include_pad", "kernel_shape", "pads", "strides", "dilations")));
        var y = c.Div(mean, c.Required(3));
        if (c.In(4) is { } zero) y = c.Add(y, c.Cast(zero, OnnxElementType.Float32));
        c.Out(0, Quantized(c, y, c.Number(1, OnnxElementType.Float32), null, c.Type(c.Required(0))));
    }

    private static string AlongChannels(Composition c, string x, Func<string, string> pool) =>
        c.Node.Int("channels_last", 0) != 0 ? LastToFirst(c, x, pool) : pool(x);

    // Channels from the last axis to the second and back.
    private static string LastToFirst(Composition c, string x, Func<string, string> body)
    {
        var rank = c.Rank(x);
        long[] places = [.. Enumerable.Range(1, rank - 2).Select(a => (long)a)];
        return c.Transpose(body(c.Transpose(x, [0, rank - 1, .. places])), [0, .. places.Select(p => p + 1), 1]);
    }

    private static void Concat(Composition c)
    {
        var parts = Enumerable.Range(0, (c.Node.Inputs.Length - 2) / 3).Select(i => Real(c, 2 + 3 * i)).ToArray();
        var axis = c.Axis(c.Node.Int("axis", 1), c.Rank(parts[0]));
        c.Out(0, Quantized(c, c.Concat(axis, parts), c.Required(0), c.In(1), c.Type(c.Required(2))));
    }

    private static void Where(Composition c) =>
        c.Out(0, Quantized(c, c.Op("Where", [c.Required(0), Real(c, 1), Real(c, 4)]), c.Required(7), c.In(8), c.Type(c.Required(1))));

    // (A B + C) alpha scaleA scaleB; C holds sums, whole numbers of that scale. Without an output scale the result is real.
    private static void Gemm(Composition c)
    {
        var a = c.Node.Int("transA", 0) != 0 ? c.Transpose(c.Required(0), 1, 0) : c.Required(0);
        var b = c.Node.Int("transB", 0) != 0 ? c.Transpose(c.Required(3), 1, 0) : c.Required(3);
        var sums = c.Op("MatMulInteger", [a, b, c.In(2) ?? "", c.In(5) ?? ""]);
        if (c.In(6) is { } addend) sums = c.Add(sums, addend);
        var scale = c.Scaled(c.Mul(c.Required(1), c.Required(4)), c.Node.Float("alpha", 1));
        var y = c.Mul(c.Cast(sums, OnnxElementType.Float32), scale);
        c.Out(0, c.In(7) is { } wanted ? Quantized(c, y, wanted, c.In(8), c.Type(c.Required(0))) : y);
    }

    // One scale for each block along an axis, repeated for its elements; the last block may be cut.
    private static void Blocked(Composition c, string name)
    {
        var x = c.Required(0);
        var axis = c.Axis(c.Node.Int("axis", 1), c.Rank(x));
        string[] parameters = [.. Enumerable.Range(1, 2).Select(c.In).Where(p => p is not null).Select(p => Repeated(c, p!, x, axis))];
        c.Out(0, c.Op(name, [x, .. parameters], Kept(c, "output_dtype", "saturate")));
    }

    private static string Repeated(Composition c, string parameter, string x, int axis)
    {
        var (rank, block, size) = (c.Rank(x), c.Node.Int("block_size", 0), c.Size(x, axis));
        if (c.Rank(parameter) != rank)
            throw new ExpansionException($"scales of shape {c.Shape(parameter)} for data of shape {c.Shape(x)}: blocks need as many dimensions");
        var blocks = c.Size(parameter, axis);
        if ((size + block - 1) / block != blocks) throw new ExpansionException($"{blocks} scales for {size} elements in blocks of {block}");
        long[] repeat = [.. Enumerable.Range(0, rank + 1).Select(a => a == axis + 1 ? block : 1)];
        var wide = c.Op("Expand", [c.Unsqueeze(parameter, axis + 1), c.Wholes(repeat)]);
        var flat = c.Op("Reshape", [wide, c.Wholes([.. Enumerable.Range(0, rank).Select(a => a == axis ? blocks * block : c.Size(parameter, a))])]);
        return blocks * block == size ? flat : c.Slice(flat, axis, 0, size);
    }
}
