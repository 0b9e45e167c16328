using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Attention of the standard domain (since opset 23).</summary>
internal static class StandardAttention
{
    public static void Expand(Composition c)
    {
        var isFlat = c.Rank(c.Required(0)) == 3;
        string Heads(int input, string count) => isFlat ? AttentionParts.Split(c, c.Required(input), c.Node.Int(count, 0)) : c.Required(input);
        var (q, k, v) = (Heads(0, "q_num_heads"), Heads(1, "kv_num_heads"), Heads(2, "kv_num_heads"));
        string? pastKey = c.In(4), pastValue = c.In(5);
        (k, v) = (AttentionParts.Appended(c, pastKey, k), AttentionParts.Appended(c, pastValue, v));
        var (mask, visible) = Masks(c, q, k, pastKey is null ? null : c.SizeOf(pastKey, 2));
        var mode = c.Node.Int("qk_matmul_output_mode", 0);
        var y = new AttentionParts(q, k, v)
        {
            Scale = c.Node.Float("scale", 0),
            Cap = c.Node.Float("softcap", 0),
            Mask = mask,
            Visible = visible,
        }.Emit(c, (raw, masked, bent, weights) => c.Out(3, mode switch { 0 => raw, 1 => masked, 2 => bent, _ => weights }));
        c.Out(0, isFlat ? AttentionParts.Merge(c, y) : y);
        c.Out(1, k);
        c.Out(2, v);
    }

    // A mask of truth values or of numbers that are added; causal; and the keys that are no padding, by their number.
    private static (string? Mask, string? Visible) Masks(Composition c, string q, string k, string? past)
    {
        string? mask = null, visible = null;
        if (c.In(3) is { } given)
        {
            if (c.Type(given) == OnnxElementType.Bool) visible = given;
            else mask = given;
        }

        if (c.Node.Int("is_causal", 0) != 0) visible = AttentionParts.Both(c, visible, AttentionParts.Causal(c, q, k, past));
        if (c.In(6) is { } lengths)
        {
            var places = c.Unsqueeze(c.Places(c.SizeOf(k, 2)), 0, 1, 2);
            visible = AttentionParts.Both(c, visible, c.Op("Less", [places, c.Unsqueeze(lengths, 1, 2, 3)]));
        }

        return (mask, visible);
    }
}
