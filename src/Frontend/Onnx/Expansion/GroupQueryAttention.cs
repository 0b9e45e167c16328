using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>
/// GroupQueryAttention of ONNX Runtime: causal, with a cache that grows by the new tokens, or (keys of all tokens at once) one of fixed
/// size that they are written into. The cache grows where the lengths are not known while compiling.
/// </summary>
internal sealed class GroupQueryAttention(Composition c)
{
    private readonly long _heads = c.Node.Int("num_heads", 0);
    private readonly long _shared = c.Node.Int("kv_num_heads", 0);

    public void Expand()
    {
        if (_heads < 1 || _shared < 1) throw new ExpansionException($"num_heads {_heads} and kv_num_heads {_shared} have to be above 0");
        var (q, k, v) = Heads();
        string? pastKey = c.In(3), pastValue = c.In(4);
        var filled = Filled(q, pastKey);
        if (c.Node.Int("do_rotary", 0) != 0) (q, k) = (Turned(q, filled, pastKey), Turned(k, filled, pastKey));
        var (keys, values) = filled is null ? (AttentionParts.Appended(c, pastKey, k), AttentionParts.Appended(c, pastValue, v))
            : (Written(pastKey!, k, filled), Written(pastValue!, v, filled));
        var y = new AttentionParts(q, keys, values)
        {
            Scale = c.Node.Float("scale", 0),
            Cap = c.Node.Float("softcap", 0),
            Mask = c.In(10),
            Visible = Visible(q, keys, filled, pastKey),
            Sink = c.In(11) ?? (c.Node.Int("smooth_softmax", 0) == 1 ? c.Number(0, q) : null),
        }.Emit(c);
        c.Out(0, AttentionParts.Merge(c, y));
        c.Out(1, keys);
        c.Out(2, values);
    }

    private (string Q, string K, string V) Heads()
    {
        if (c.In(1) is { } key) return (Split(c.Required(0), _heads), Split(key, _shared), Split(c.Required(2), _shared));
        var width = c.Size(c.Required(0), 2) / (_heads + 2 * _shared);
        var parts = c.Ops("Split", 3, [c.Required(0), c.Wholes(_heads * width, _shared * width, _shared * width)], NodeAttribute.Int("axis", 2));
        return (Split(parts[0], _heads), Split(parts[1], _shared), Split(parts[2], _shared));
    }

    private string Split(string x, long heads) => AttentionParts.Split(c, x, heads);

    // Tokens in the cache for each of the batch, if that is not simply all of it: keys known so far (less one) are input 5, all are input 6.
    private long[]? Filled(string q, string? past)
    {
        if (past is null || c.In(5) is not { } lengths || c.Numbers(lengths) is not { } last || c.In(6) is not { } all
            || c.Numbers(all) is not [var total, ..]) return null;
        var (tokens, room) = (c.Size(q, 2), c.Size(past, 2));
        var filled = last.Select(l => tokens == total ? 0 : l + 1 - tokens).ToArray();
        if (filled.Any(f => f < 0 || f + tokens > Math.Max(room, total)))
            throw new ExpansionException($"{string.Join(", ", filled)} tokens before {tokens} new ones do not fit a cache of {room} and {total} in all");
        return filled.All(f => f == room) ? null : filled;
    }

    private string Positions(string x, long[]? filled, string? past)
    {
        if (c.In(9) is { } given) return given;
        var tokens = c.SizeOf(x, 2);
        if (filled is not null)
            return c.Add(c.Unsqueeze(c.Wholes(filled), 1), c.Unsqueeze(c.Places(tokens), 0));
        if (past is null) return c.Unsqueeze(c.Places(tokens), 0);
        var start = c.SizeOf(past, 2);
        return c.Unsqueeze(c.Op("Range", [c.Squeeze(start), c.Squeeze(c.Add(start, tokens)), c.Whole(1)]), 0);
    }

    private string Turned(string x, long[]? filled, string? past)
    {
        var positions = Positions(x, filled, past);
        return RotaryComposites.Turned(c, x, c.Op("Gather", [c.Required(7), positions]), c.Op("Gather", [c.Required(8), positions]),
            c.Node.Int("rotary_interleaved", 0) != 0);
    }

    // Behind the tokens that are there; a cache that is too small grows by zeros first.
    private string Written(string past, string x, long[] filled)
    {
        var (batch, tokens, room) = (c.Size(x, 0), c.Size(x, 2), c.Size(past, 2));
        var total = c.Numbers(c.Required(6))![0];
        var cache = room >= total ? past
            : c.Op("Pad", [past, c.Wholes(0, 0, 0, 0, 0, 0, total - room, 0)]);
        var places = new long[batch * tokens * 2];
        for (var b = 0; b < batch; b++)
            for (var t = 0; t < tokens; t++)
                (places[(b * tokens + t) * 2], places[(b * tokens + t) * 2 + 1]) = (b, filled[b] + t);
        var table = c.Constant(GraphTensor.OfInt64s("", OnnxElementType.Int64, [batch, tokens, 2], places));
        var written = c.Op("ScatterND", [c.Transpose(cache, 0, 2, 1, 3), table, c.Transpose(x, 0, 2, 1, 3)]);
        return Blanked(c.Transpose(written, 0, 2, 1, 3), filled, tokens);
    }

    // Behind the tokens there is nothing.
    private string Blanked(string cache, long[] filled, long tokens)
    {
        var room = c.Size(cache, 2);
        var isHeld = Enumerable.Range(0, filled.Length).SelectMany(b => Enumerable.Range(0, (int)room).Select(t => t < filled[b] + tokens ? 1L : 0)).ToArray();
        if (isHeld.All(h => h != 0)) return cache;
        var table = c.Constant(GraphTensor.OfInt64s("", OnnxElementType.Bool, [filled.Length, 1, room, 1], isHeld));
        return c.Op("Where", [table, cache, c.Number(0, cache)]);
    }

    // Keys up to a query's own place, and no further back than the window.
    private string Visible(string q, string keys, long[]? filled, string? past)
    {
        var window = c.Node.Int("local_window_size", -1);
        if (filled is null && window < 0) return AttentionParts.Causal(c, q, keys, past is null ? null : c.SizeOf(past, 2));
        var places = c.Unsqueeze(c.Places(c.SizeOf(keys, 2)), 0, 1, 2);
        var tokens = c.Unsqueeze(c.Places(c.SizeOf(q, 2)), 0, 1, 3);
        if (filled is not null) tokens = c.Add(tokens, c.Reshape(c.Wholes(filled), filled.Length, 1, 1, 1));
        else if (past is not null) tokens = c.Add(tokens, c.SizeOf(past, 2));
        var visible = c.Op("LessOrEqual", [places, tokens]);
        return window < 0 ? visible : c.Op("And", [visible, c.Op("Greater", [places, c.Sub(tokens, c.Whole(window))])]);
    }
}
