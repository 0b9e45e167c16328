using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Normalizations with what is added before them.</summary>
internal static class NormalizationComposites
{
    private const string Ms = CompositeOperators.Microsoft;
    private const float Epsilon = 1e-5f;
    private const float SkipEpsilon = 1e-12f;

    public static IEnumerable<CompositeOperator> All =>
    [
        new("", "SimplifiedLayerNormalization", 2, Simplified),
        new(Ms, "SimplifiedLayerNormalization", 2, Simplified),
        new(Ms, "LayerNormalization", 2, c => c.Out(0, Layer(c, c.Required(0), c.Required(1), c.In(2), Epsilon))),
        new(Ms, "SkipLayerNormalization", 3, c => Skip(c, 4, sum => Layer(c, sum, c.Required(2), c.In(3), SkipEpsilon))),
        new(Ms, "SkipSimplifiedLayerNormalization", 3, c => Skip(c, 3, sum => Rms(c, sum, c.Required(2), -1, c.Node.Float("epsilon", SkipEpsilon)))),
        new(Ms, "EmbedLayerNormalization", 7, Embed),
        new(Ms, "GroupNorm", 3, c => Group(c, c.Required(0))),
        new(Ms, "SkipGroupNorm", 4, SkipGroup),
    ];

    public static string Rms(Composition c, string x, string scale, long axis, float epsilon) =>
        c.Op("RMSNormalization", [x, scale], NodeAttribute.Int("axis", axis), NodeAttribute.Float("epsilon", epsilon));

    private static string Layer(Composition c, string x, string scale, string? bias, float epsilon) => c.Op("LayerNormalization",
        bias is null ? [x, scale] : [x, scale, bias], NodeAttribute.Int("axis", c.Node.Int("axis", -1)),
        NodeAttribute.Float("epsilon", c.Node.Float("epsilon", epsilon)));

    private static void Simplified(Composition c)
    {
        if (c.Node.Output(1) is not null) throw new ExpansionException("gives out its statistics, which are for training");
        c.Out(0, Rms(c, c.Required(0), c.Required(1), c.Node.Int("axis", -1), c.Node.Float("epsilon", Epsilon)));
    }

    // Outputs 1 and 2 are statistics, which nobody reads in inference; output 3 is the sum.
    private static void Skip(Composition c, int bias, Func<string, string> normalized)
    {
        if (c.Node.Output(1) is not null || c.Node.Output(2) is not null) throw new ExpansionException("gives out its statistics, which are for training");
        var sum = ActivationComposites.Biased(c, c.Add(c.Required(0), c.Required(1)), bias);
        c.Out(0, normalized(sum));
        c.Out(3, sum);
    }

    // Words, positions and (where given) segments are looked up and added.
    private static void Embed(Composition c)
    {
        var ids = c.Required(0);
        var words = c.Op("Gather", [c.Required(2), ids]);
        var positions = c.In(8) is { } given ? c.Op("Gather", [c.Required(3), given])
            : c.Op("Gather", [c.Required(3), c.Places(c.SizeOf(ids, 1))]);
        var sum = c.Add(words, positions);
        if (c.In(1) is { } segments && c.In(4) is { } table) sum = c.Add(sum, c.Op("Gather", [table, segments]));
        c.Out(0, Layer(c, sum, c.Required(5), c.Required(6), SkipEpsilon));
        if (c.Node.Output(1) is not null) c.Out(1, Lengths(c, ids));
        c.Out(2, sum);
    }

    // How many places of the mask are set; without one: none.
    private static string Lengths(Composition c, string ids) => c.In(7) is { } mask
        ? c.Op("ReduceSum", [c.Cast(mask, OnnxElementType.Int32), c.Wholes(1)], NodeAttribute.Int("keepdims", 0))
        : c.Op("Expand", [c.Constant(GraphTensor.OfInt64s("", OnnxElementType.Int32, [1], [0])), c.SizeOf(ids, 0)]);

    private static void Group(Composition c, string x)
    {
        var isLast = c.Node.Int("channels_last", 1) != 0;
        var rank = c.Rank(x);
        long[] first = [0, rank - 1, .. Enumerable.Range(1, rank - 2).Select(a => (long)a)];
        var input = isLast ? c.Transpose(x, first) : x;
        // Scale and shift are f32, whatever the data is.
        var y = c.Op("GroupNormalization", [c.Cast(input, OnnxElementType.Float32), c.Cast(c.Required(1), OnnxElementType.Float32), c.Cast(c.Required(2), OnnxElementType.Float32)],
            NodeAttribute.Int("num_groups", c.Node.Int("groups", 1)), NodeAttribute.Float("epsilon", c.Node.Float("epsilon", Epsilon)));
        if (c.Node.Int("activation", 0) == 1) y = ActivationComposites.Swish(c, y, 1);
        y = c.Cast(y, c.Type(x));
        c.Out(0, isLast ? c.Transpose(y, [0, .. Enumerable.Range(2, rank - 2).Select(a => (long)a), 1]) : y);
    }

    private static void SkipGroup(Composition c)
    {
        var skip = c.Required(3);
        if (c.Rank(skip) == 2) skip = c.Unsqueeze(skip, 1, 2);
        var sum = ActivationComposites.Biased(c, c.Add(c.Required(0), skip), 4);
        Group(c, sum);
        c.Out(1, sum);
    }
}
