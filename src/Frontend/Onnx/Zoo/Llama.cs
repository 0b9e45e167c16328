using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>One decoder layer of Llama 7B (Touvron et al., 2023) or Llama 3 8B (2024), with its cache as inputs and outputs.</summary>
internal static class Llama
{
    private const int Opset = 17;

    public static ModelGraph Build(string name, ZooOptions o)
    {
        var shape = name == "llama3-8b-block"
            ? new LlamaShape(4096, 32, 8, 14336, 8192)
            : new LlamaShape(4096, 32, 32, 11008, 4096);
        var b = new ModelBuilder(name, Opset, o.Element);
        return Build(b, o, shape, x => b.In("mlp", () => FeedForward(b, x, shape.Width, shape.Inner)));
    }

    /// <summary>A layer with any feed-forward part.</summary>
    public static ModelGraph Build(ModelBuilder b, ZooOptions o, LlamaShape shape, Func<string, string> feedForward)
    {
        var x = b.Input("hidden_states", o.Element, o.Batch, o.Sequence, shape.Width);
        var places = b.Input("position_ids", OnnxElementType.Int64, o.Batch, o.Sequence);
        var past = KeyValueCache.Inputs(b, o, "", shape.CachedHeads, shape.Each);
        var normed = b.RmsNorm(x, "input_layernorm", shape.Width, LlamaShape.Epsilon);
        var (context, cache) = b.In("self_attn", () => Attention(b, normed, places, past, shape));
        x = b.Add(x, context);
        x = b.Add(x, feedForward(b.RmsNorm(x, "post_attention_layernorm", shape.Width, LlamaShape.Epsilon)));
        return b.Build(("hidden_states_out", x), ("present.key", cache.Key!), ("present.value", cache.Value!));
    }

    /// <summary>silu(x gate) * (x up), projected down.</summary>
    public static string FeedForward(ModelBuilder b, string x, long width, long inner)
    {
        var gate = b.Silu(b.Linear(x, "gate_proj", width, inner, bias: false));
        return b.Linear(b.Mul(gate, b.Linear(x, "up_proj", width, inner, bias: false)), "down_proj", inner, width, bias: false);
    }

    private static (string Context, KeyValueCache Cache) Attention(ModelBuilder b, string x, string places, KeyValueCache past,
        LlamaShape s)
    {
        var cosine = b.Unsqueeze(b.Op("Gather", [b.Weight("rotary_emb.cos_cached", s.Positions, s.Each), places]), 1);
        var sine = b.Unsqueeze(b.Op("Gather", [b.Weight("rotary_emb.sin_cached", s.Positions, s.Each), places]), 1);
        var q = Project(b, x, "q_proj", s.Width, s.Heads, s.Each);
        var k = Project(b, x, "k_proj", s.Width, s.CachedHeads, s.Each);
        var v = Project(b, x, "v_proj", s.Width, s.CachedHeads, s.Each);
        q = b.Rotary(q, cosine, sine, s.Each);
        k = b.Extend(past.Key, b.Rotary(k, cosine, sine, s.Each));
        v = b.Extend(past.Value, v);
        var times = s.Heads / s.CachedHeads;
        var (allKeys, allValues) = (b.Repeat(k, s.CachedHeads, times, s.Each), b.Repeat(v, s.CachedHeads, times, s.Each));
        var context = b.Joined(b.Attend(q, allKeys, allValues, s.Each, b.Causal(q, k)), s.Heads, s.Each);
        return (b.Linear(context, "o_proj", s.Width, s.Width, bias: false), new KeyValueCache(k, v));
    }

    private static string Project(ModelBuilder b, string x, string name, long width, long heads, long each) =>
        b.Heads(b.Linear(x, name, width, heads * each, bias: false), heads, each);
}

/// <summary>Sizes of a decoder layer of the Llama kind.</summary>
/// <param name="Width">Elements of a token.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="CachedHeads">Key and value heads; divides Heads.</param>
/// <param name="Inner">Elements inside the feed-forward part.</param>
/// <param name="Positions">Longest context.</param>
internal sealed record LlamaShape(long Width, long Heads, long CachedHeads, long Inner, long Positions)
{
    public const double Epsilon = 1e-5;

    public long Each => Width / Heads;
}
