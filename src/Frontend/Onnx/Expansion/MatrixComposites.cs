using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Products with transpositions, scales, quantized weights and activations of their own.</summary>
internal static class MatrixComposites
{
    private const string Ms = CompositeOperators.Microsoft;

    public static IEnumerable<CompositeOperator> All =>
    [
        new(Ms, "FusedMatMul", 2, c => c.Out(0, Fused(c))),
        new(Ms, "TransposeMatMul", 2, c => c.Out(0, Fused(c))),
        new(Ms, "FusedMatMulActivation", 2, c => c.Out(0, Activated(c, Fused(c), "activation"))),
        new(Ms, "FusedGemm", 2, c => c.Out(0, Activated(c, c.Op("Gemm", c.Node.Inputs, Named(c, "alpha", "beta", "transA", "transB")), "activation"))),
        new(Ms, "GemmFastGelu", 2, c => c.Out(0, ActivationComposites.Gelu(c, ActivationComposites.Biased(c, c.MatMul(c.Required(0), c.Required(1)), 2), "tanh"))),
        new(Ms, "FusedConv", 2, Convolution),
        new(Ms, "MatMulNBits", 3, Blocked),
        new(Ms, "DynamicQuantizeMatMul", 3, Dynamic),
        new(Ms, "MatMulIntegerToFloat", 4, IntegerToFloat),
    ];

    private static NodeAttribute[] Named(Composition c, params string[] names) => [.. c.Node.Attributes.Where(a => names.Contains(a.Name))];

    private static string Activated(Composition c, string x, string attribute) =>
        ActivationComposites.Named(c, c.Node.Text(attribute, ""), x, c.Node.Floats("activation_params") ?? []);

    // alpha A' B'; transBatchA swaps the first axis of A to before the last.
    private static string Fused(Composition c)
    {
        var a = Operand(c, c.Required(0), c.Node.Int("transBatchA", 0) != 0, c.Node.Int("transA", 0) != 0);
        var b = Operand(c, c.Required(1), c.Node.Int("transBatchB", 0) != 0, c.Node.Int("transB", 0) != 0);
        return c.Scaled(c.MatMul(a, b), c.Node.Float("alpha", 1));
    }

    private static string Operand(Composition c, string x, bool isBatchInner, bool isTransposed)
    {
        var rank = c.Rank(x);
        if (rank < 2) return x;
        var order = Enumerable.Range(0, rank).Select(a => (long)a).ToList();
        if (isBatchInner)
        {
            order.RemoveAt(0);
            order.Insert(rank - 2, 0);
        }

        if (isTransposed) (order[^1], order[^2]) = (order[^2], order[^1]);
        return isBatchInner || isTransposed ? c.Transpose(x, [.. order]) : x;
    }

    private static void Convolution(Composition c)
    {
        string[] inputs = [c.Required(0), c.Required(1), .. c.In(2) is { } bias ? [bias] : Array.Empty<string>()];
        var y = c.Op("Conv", inputs, Named(c, "auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"));
        c.Out(0, Activated(c, ActivationComposites.Biased(c, y, 3), "activation"));
    }

    // Weights of some bits in blocks along K: B [N, blocks, bytes of a block], scales [N blocks], zero points packed like the weights.
    private static void Blocked(Composition c)
    {
        var (k, n, block, bits) = (c.Node.Int("K", 0), c.Node.Int("N", 0), c.Node.Int("block_size", 0), c.Node.Int("bits", 4));
        if (bits is not (2 or 4 or 8) || k < 1 || n < 1 || block < 1)
            throw new ExpansionException($"K={k}, N={n}, block_size={block}, bits={bits}: sizes are above 0, bits 2, 4 or 8");
        if (c.In(4) is { } groups && c.Numbers(groups) is not null) throw new ExpansionException("reorders columns (g_idx); export it without");
        var blocks = (k + block - 1) / block;
        var (x, type) = (c.Required(0), c.Type(c.Required(0)));
        var stored = Unpacked(c, c.Reshape(c.Required(1), n, blocks, -1), (int)bits, block);
        var scales = c.Cast(c.Reshape(c.Required(2), n, blocks, 1), OnnxElementType.Float32);
        var whole = c.Cast(stored, OnnxElementType.Float32);
        var weights = c.Mul(c.Sub(whole, Zero(c, n, blocks, (int)bits)), scales);
        weights = c.Reshape(weights, n, blocks * block);
        if (blocks * block != k) weights = c.Slice(weights, 1, 0, k);
        var y = c.MatMul(x, c.Transpose(c.Cast(weights, type), 1, 0));
        c.Out(0, ActivationComposites.Biased(c, y, 5));
    }

    // Left out: the middle of the range.
    private static string Zero(Composition c, long n, long blocks, int bits)
    {
        if (c.In(3) is not { } zero) return c.Number(1 << (bits - 1), OnnxElementType.Float32);
        if (c.Type(zero).IsReal()) return c.Cast(c.Reshape(zero, n, blocks, 1), OnnxElementType.Float32);
        var unpacked = Unpacked(c, c.Reshape(zero, n, -1), bits, blocks);
        return c.Cast(c.Reshape(unpacked, n, blocks, 1), OnnxElementType.Float32);
    }

    // The low bits of a byte come first; what fills the last byte up is cut off.
    private static string Unpacked(Composition c, string bytes, int bits, long count)
    {
        if (bits == 8) return bytes;
        var parts = Enumerable.Range(0, 8 / bits).Select(i =>
        {
            var part = i == 0 ? bytes : c.Op("BitShift", [bytes, Byte(c, i * bits)], NodeAttribute.Text("direction", "RIGHT"));
            return c.Op("BitwiseAnd", [part, Byte(c, (1 << bits) - 1)]);
        }).ToArray();
        var axis = c.Rank(bytes);
        var joined = c.Concat(axis, [.. parts.Select(p => c.Unsqueeze(p, axis))]);
        var flat = c.Reshape(joined, [.. Enumerable.Repeat(0L, axis - 1), -1]);
        return c.Size(flat, axis - 1) == count ? flat : c.Slice(flat, axis - 1, 0, count);
    }

    private static string Byte(Composition c, long value) => c.Constant(GraphTensor.OfInt64s("", OnnxElementType.UInt8, [], [value]));

    // A is quantized as it comes, B is quantized already.
    private static void Dynamic(Composition c)
    {
        var a = c.Ops("DynamicQuantizeLinear", 3, [c.Required(0)]);
        c.Out(0, ToFloat(c, a[0], c.Required(1), a[1], c.Required(2), a[2], c.In(3), c.In(4)));
    }

    private static void IntegerToFloat(Composition c) =>
        c.Out(0, ToFloat(c, c.Required(0), c.Required(1), c.Required(2), c.Required(3), c.In(4), c.In(5), c.In(6)));

    private static string ToFloat(Composition c, string a, string b, string scaleA, string scaleB, string? zeroA, string? zeroB, string? bias)
    {
        string[] inputs = zeroB is not null ? [a, b, zeroA ?? "", zeroB] : zeroA is not null ? [a, b, zeroA] : [a, b];
        var whole = c.Cast(c.Op("MatMulInteger", inputs), c.Type(scaleA));
        var y = c.Mul(whole, c.Mul(scaleA, scaleB));
        return bias is null ? y : c.Add(y, bias);
    }
}
