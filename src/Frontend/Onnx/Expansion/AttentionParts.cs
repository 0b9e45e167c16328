using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>softmax(scale Q K^T + mask) V in the parts that the compiler puts into one kernel again.</summary>
internal sealed record AttentionParts(string Query, string Key, string Value)
{
    /// <summary>Beyond which a score counts for nothing.</summary>
    private const double Hidden = -3.4028234663852886e38;
    private const double HiddenHalf = -65504;

    /// <summary>1 / sqrt(width of a head) if 0.</summary>
    public double Scale { get; init; }

    /// <summary>Scores are bent to below this; 0: not.</summary>
    public double Cap { get; init; }

    /// <summary>Added to the scores.</summary>
    public string? Mask { get; init; }

    /// <summary>Truth values: which keys a query sees.</summary>
    public string? Visible { get; init; }

    /// <summary>One more score for each head, of a key whose value is 0.</summary>
    public string? Sink { get; init; }

    /// <summary>[batch, tokens, heads x width] to [batch, heads, tokens, width].</summary>
    public static string Split(Composition c, string x, long heads)
    {
        var hidden = c.Size(x, 2);
        if (heads < 1 || hidden % heads != 0) throw new ExpansionException($"{hidden} elements do not divide among {heads} heads");
        return c.Transpose(c.Reshape(x, 0, 0, heads, hidden / heads), 0, 2, 1, 3);
    }

    /// <summary>And back.</summary>
    public static string Merge(Composition c, string x) => c.Reshape(c.Transpose(x, 0, 2, 1, 3), 0, 0, c.Size(x, 1) * c.Size(x, 3));

    /// <summary>Cached tokens before the new ones.</summary>
    public static string Appended(Composition c, string? past, string x) => past is null ? x : c.Concat(2, past, x);

    /// <summary>Truth values [queries, keys]: key j at most query i + the offset.</summary>
    /// <param name="c">Makes the nodes.</param>
    /// <param name="queries">[.., tokens, ..] along axis 2.</param>
    /// <param name="keys">The same.</param>
    /// <param name="offset">Cached tokens: a number of one element; null: none.</param>
    public static string Causal(Composition c, string queries, string keys, string? offset)
    {
        var places = c.Places(c.SizeOf(queries, 2));
        if (offset is not null) places = c.Op("Range", [c.Squeeze(offset), c.Squeeze(c.Add(offset, c.SizeOf(queries, 2))), c.Whole(1)]);
        return c.Op("LessOrEqual", [c.Unsqueeze(c.Places(c.SizeOf(keys, 2)), 0), c.Unsqueeze(places, 1)]);
    }

    public static string? Both(Composition c, string? a, string? b) => a is null ? b : b is null ? a : c.Op("And", [a, b]);

    /// <summary>0 where a truth value holds, else a number.</summary>
    public static string Penalty(Composition c, string visible, double hidden, OnnxElementType type) =>
        c.Op("Where", [visible, c.Number(0, type), c.Number(hidden, type)]);

    /// <summary>The least number of a type, for scores that are hidden.</summary>
    public static double Least(OnnxElementType type) => type == OnnxElementType.Float16 ? HiddenHalf : Hidden;

    /// <summary>The result, [batch, heads, tokens, width]; scores on the way to the caller, if it wants them.</summary>
    public string Emit(Composition c, Action<string, string, string, string>? scores = null)
    {
        var (heads, shared) = (c.Size(Query, 1), c.Size(Key, 1));
        if (shared < 1 || heads % shared != 0) throw new ExpansionException($"{heads} heads of queries for {shared} of keys");
        var (key, value) = (Repeated(c, Key, heads / shared), Repeated(c, Value, heads / shared));
        var scale = Scale == 0 ? 1 / Math.Sqrt(c.Size(Query, 3)) : Scale;
        var raw = c.Scaled(c.MatMul(Query, c.Transpose(key, 0, 1, 3, 2)), scale);
        var bent = Cap == 0 ? raw : c.Scaled(c.Op("Tanh", [c.Scaled(raw, 1 / Cap)]), Cap);
        var masked = Mask is null ? bent : c.Add(bent, Mask);
        if (Visible is not null) masked = c.Op("Where", [Visible, masked, c.Number(Least(c.Type(Query)), c.Type(Query))]);
        var weights = Sink is null ? c.Op("Softmax", [masked], NodeAttribute.Int("axis", -1)) : WithSink(c, masked);
        scores?.Invoke(raw, masked, bent, weights);
        return c.MatMul(weights, value);
    }

    private static string Repeated(Composition c, string x, long times)
    {
        if (times == 1) return x;
        var wide = c.Op("Expand", [c.Unsqueeze(x, 2), c.Wholes(1, 1, times, 1, 1)]);
        return c.Reshape(wide, 0, c.Size(x, 1) * times, -1, c.Size(x, 3));
    }

    private string WithSink(Composition c, string scores)
    {
        var row = c.Slice(scores, 3, 0, 1);
        var sink = c.Op("Expand", [c.Reshape(c.Cast(Sink!, c.Type(scores)), 1, -1, 1, 1), c.Op("Shape", [row])]);
        var weights = c.Op("Softmax", [c.Concat(3, sink, scores)], NodeAttribute.Int("axis", -1));
        return c.Slice(weights, 3, 1, int.MaxValue);
    }
}
