namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Rotary positions: pairs of elements of a head are turned by an angle that grows with the position.</summary>
internal static class RotaryComposites
{
    public static IEnumerable<CompositeOperator> All =>
    [
        new("", "RotaryEmbedding", 3, Standard),
        new(CompositeOperators.Microsoft, "RotaryEmbedding", 4, Microsoft),
    ];

    /// <summary>Turns [batch, heads, tokens, width] by [batch or 1, tokens, pairs] cosines and sines; elements behind the pairs stay.</summary>
    public static string Turned(Composition c, string x, string cosines, string sines, bool isInterleaved)
    {
        var (pairs, width) = (c.Size(cosines, c.Rank(cosines) - 1), c.Size(x, 3));
        if (2 * pairs > width) throw new ExpansionException($"{pairs} pairs of a head of {width} elements");
        var (cos, sin) = (c.Unsqueeze(cosines, 1), c.Unsqueeze(sines, 1));
        var turning = 2 * pairs == width ? x : c.Slice(x, 3, 0, 2 * pairs);
        var (a, b) = isInterleaved ? (c.Slice(turning, 3, 0, 2 * pairs, 2), c.Slice(turning, 3, 1, 2 * pairs, 2))
            : (c.Slice(turning, 3, 0, pairs), c.Slice(turning, 3, pairs, 2 * pairs));
        var (real, imaginary) = (c.Sub(c.Mul(a, cos), c.Mul(b, sin)), c.Add(c.Mul(a, sin), c.Mul(b, cos)));
        var turned = isInterleaved ? c.Reshape(c.Concat(4, c.Unsqueeze(real, 4), c.Unsqueeze(imaginary, 4)), 0, 0, 0, -1)
            : c.Concat(3, real, imaginary);
        return 2 * pairs == width ? turned : c.Concat(3, turned, c.Slice(x, 3, 2 * pairs, width));
    }

    private static void Standard(Composition c)
    {
        var positions = c.In(3);
        string Angles(int input) => positions is null ? c.Required(input) : c.Op("Gather", [c.Required(input), positions]);
        Apply(c, Angles(1), Angles(2), c.Node.Int("num_heads", 0));
    }

    // One position stands for where the tokens begin.
    private static void Microsoft(Composition c)
    {
        if (c.Node.Int("is_packed_batching", 0) != 0) throw new ExpansionException("packs a batch without padding; export it without");
        var (x, positions) = (c.Required(0), c.Required(1));
        if (c.Rank(positions) == 1)
        {
            var tokens = c.SizeOf(x, c.Rank(x) == 4 ? 2 : 1);
            positions = c.Unsqueeze(c.Add(c.Places(tokens), positions), 0);
        }

        var width = 2 * c.Size(c.Required(2), 1);
        var heads = c.Node.Int("num_heads", 0) is > 0 and var given ? given : c.Rank(x) == 3 ? c.Size(x, 2) / width : 0;
        Apply(c, c.Op("Gather", [c.Required(2), positions]), c.Op("Gather", [c.Required(3), positions]), heads);
    }

    private static void Apply(Composition c, string cosines, string sines, long heads)
    {
        var x = c.Required(0);
        var isFlat = c.Rank(x) == 3;
        if (isFlat && (heads < 1 || c.Size(x, 2) % heads != 0)) throw new ExpansionException($"num_heads {heads} of {c.Size(x, 2)} elements");
        if (c.Node.Int("rotary_embedding_dim", 0) is > 0 and var dim && dim != 2 * c.Size(cosines, c.Rank(cosines) - 1))
        {
            (cosines, sines) = (c.Slice(cosines, c.Rank(cosines) - 1, 0, dim / 2), c.Slice(sines, c.Rank(sines) - 1, 0, dim / 2));
        }

        var split = isFlat ? AttentionParts.Split(c, x, heads) : x;
        var y = Turned(c, split, cosines, sines, c.Node.Int("interleaved", 0) != 0);
        c.Out(0, isFlat ? AttentionParts.Merge(c, y) : y);
    }
}
