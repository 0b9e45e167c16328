using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>The attention operators, each taken apart to heads, masks and products.</summary>
internal static class AttentionComposites
{
    private const string Ms = CompositeOperators.Microsoft;
    private const float Filter = -10000;

    public static IEnumerable<CompositeOperator> All =>
    [
        new("", "Attention", 3, StandardAttention.Expand),
        new(Ms, "MultiHeadAttention", 1, MultiHead),
        new(Ms, "GroupQueryAttention", 1, c => new GroupQueryAttention(c).Expand()),
        new(Ms, "Attention", 2, c => Projected(c, c.Add(c.MatMul(c.Required(0), c.Required(1)), Bias(c)), 3, 4, 5)),
        new(Ms, "QAttention", 5, Quantized),
    ];

    private static string Bias(Composition c) => c.In(2) ?? c.Number(0, c.Required(0));

    private static void Quantized(Composition c)
    {
        var x = c.Required(0);
        string[] inputs = [x, c.Required(1), c.In(6) ?? "", c.In(7) ?? ""];
        var sums = c.Cast(c.Op("MatMulInteger", inputs), OnnxElementType.Float32);
        Projected(c, c.Add(c.Mul(sums, c.Mul(c.Required(3), c.Required(4))), c.Required(2)), 5, 8, -1);
    }

    // Queries, keys and values of all heads side by side.
    private static void Projected(Composition c, string qkv, int maskInput, int pastInput, int biasInput)
    {
        if (c.Node.Int("do_rotary", 0) != 0) throw new ExpansionException("turns positions itself (do_rotary); export it with RotaryEmbedding");
        var heads = c.Node.Int("num_heads", 0);
        var sizes = c.Node.Numbers("qkv_hidden_sizes") ?? [.. Enumerable.Repeat(c.Size(qkv, 2) / 3, 3)];
        var parts = c.Ops("Split", 3, [qkv, c.Wholes(sizes)], NodeAttribute.Int("axis", 2));
        var (q, k, v) = (AttentionParts.Split(c, parts[0], heads), AttentionParts.Split(c, parts[1], heads), AttentionParts.Split(c, parts[2], heads));
        var past = c.In(pastInput);
        if (past is not null)
        {
            var halves = c.Ops("Split", 2, [past, c.Wholes(1, 1)], NodeAttribute.Int("axis", 0));
            (k, v) = (c.Concat(2, c.Squeeze(halves[0], 0), k), c.Concat(2, c.Squeeze(halves[1], 0), v));
        }

        var offset = past is null ? null : c.SizeOf(past, 3);
        var y = new AttentionParts(q, k, v)
        {
            Scale = c.Node.Float("scale", 0),
            Mask = Sum(c, Padding(c, maskInput, k, c.Type(q)), biasInput >= 0 ? c.In(biasInput) : null),
            Visible = c.Node.Int("unidirectional", 0) != 0 ? AttentionParts.Causal(c, q, k, offset) : null,
        }.Emit(c);
        c.Out(0, AttentionParts.Merge(c, y));
        if (c.Node.Output(1) is not null) c.Out(1, c.Concat(0, c.Unsqueeze(k, 0), c.Unsqueeze(v, 0)));
    }

    private static string? Sum(Composition c, string? a, string? b) => a is null ? b : b is null ? a : c.Add(a, b);

    // Which keys are no padding: [batch] numbers of keys, twice as many as ends and starts, [batch, keys] or [batch, queries, keys] flags.
    private static string? Padding(Composition c, int input, string keys, OnnxElementType type)
    {
        if (input < 0 || c.In(input) is not { } mask) return null;
        var filter = c.Node.Float("mask_filter_value", Filter);
        var rank = c.Rank(mask);
        if (rank is 2 or 3)
        {
            var flags = c.Op("Not", [c.Op("Equal", [mask, c.Number(0, c.Type(mask))])]);
            return AttentionParts.Penalty(c, rank == 2 ? c.Unsqueeze(flags, 1, 2) : c.Unsqueeze(flags, 1), filter, type);
        }

        if (rank != 1) throw new ExpansionException($"a mask of shape {c.Shape(mask)}; give [batch], [batch, keys] or [batch, queries, keys]");
        var (batch, length) = (c.Size(keys, 0), c.Size(mask, 0));
        if (length != batch && length != 2 * batch) throw new ExpansionException($"a mask of {length} numbers for a batch of {batch}");
        var places = c.Unsqueeze(c.Places(c.SizeOf(keys, 2)), 0, 1, 2);
        string Bound(long from) => c.Reshape(c.Slice(c.Cast(mask, OnnxElementType.Int64), 0, from, from + batch), batch, 1, 1, 1);
        var visible = c.Op("Less", [places, Bound(0)]);
        if (length == 2 * batch) visible = c.Op("And", [visible, c.Op("GreaterOrEqual", [places, Bound(batch)])]);
        return AttentionParts.Penalty(c, visible, filter, type);
    }

    private static void MultiHead(Composition c)
    {
        var heads = c.Node.Int("num_heads", 0);
        var (q, k, v) = Heads(c, heads);
        string? pastKey = c.In(6), pastValue = c.In(7);
        (k, v) = (AttentionParts.Appended(c, pastKey, k), AttentionParts.Appended(c, pastValue, v));
        var offset = pastKey is null ? null : c.SizeOf(pastKey, 2);
        var y = new AttentionParts(q, k, v)
        {
            Scale = c.Node.Float("scale", 0),
            Mask = Sum(c, Padding(c, 4, k, c.Type(q)), c.In(5)),
            Visible = c.Node.Int("unidirectional", 0) != 0 ? AttentionParts.Causal(c, q, k, offset) : null,
        }.Emit(c, (raw, _, _, _) => c.Out(3, raw));
        c.Out(0, AttentionParts.Merge(c, y));
        c.Out(1, k);
        c.Out(2, v);
    }

    // Three tensors; or all in one [batch, tokens, heads, 3, width]; or keys and values in one [batch, tokens, heads, 2, width]; or keys
    // and values in heads already.
    private static (string Q, string K, string V) Heads(Composition c, long heads)
    {
        var query = c.Required(0);
        if (c.In(1) is not { } key) return Packed(c, query);
        if (c.Rank(key) == 5)
        {
            var halves = c.Ops("Split", 2, [key, c.Wholes(1, 1)], NodeAttribute.Int("axis", 3));
            return (AttentionParts.Split(c, query, heads), Part(c, halves[0]), Part(c, halves[1]));
        }

        var value = c.Required(2);
        var (q, k, v) = (query, key, value);
        if (c.In(3) is { } bias)
        {
            var (hidden, width) = (c.Size(query, 2), c.Size(bias, 0));
            q = c.Add(q, c.Slice(bias, 0, 0, hidden));
            if (c.Rank(key) == 3) (k, v) = (c.Add(k, c.Slice(bias, 0, hidden, 2 * hidden)), c.Add(v, c.Slice(bias, 0, 2 * hidden, width)));
        }

        return c.Rank(key) == 4 ? (AttentionParts.Split(c, q, heads), k, v)
            : (AttentionParts.Split(c, q, heads), AttentionParts.Split(c, k, heads), AttentionParts.Split(c, v, heads));
    }

    private static (string Q, string K, string V) Packed(Composition c, string query)
    {
        if (c.Rank(query) != 5) throw new ExpansionException("has no keys, and its queries are not packed with them");
        var x = c.In(3) is { } bias ? c.Add(query, c.Transpose(c.Reshape(bias, 3, c.Size(query, 2), c.Size(query, 4)), 1, 0, 2)) : query;
        var thirds = c.Ops("Split", 3, [x, c.Wholes(1, 1, 1)], NodeAttribute.Int("axis", 3));
        return (Part(c, thirds[0]), Part(c, thirds[1]), Part(c, thirds[2]));
    }

    private static string Part(Composition c, string x) => c.Transpose(c.Squeeze(x, 3), 0, 2, 1, 3);
}
