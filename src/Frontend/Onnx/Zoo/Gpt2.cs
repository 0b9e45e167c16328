using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>GPT-2 of 124 million parameters (Radford et al., 2019), as of the transformers library, with its cache as inputs and
/// outputs.</summary>
internal static class Gpt2
{
    private const int Opset = 13;
    private const int Layers = 12;
    private const long Width = 768;
    private const long Heads = 12;
    private const long Each = Width / Heads;
    private const long Vocabulary = 50257;
    private const long Positions = 1024;
    private const float Epsilon = 1e-5f;

    public static ModelGraph Build(ZooOptions o)
    {
        var b = new ModelBuilder("gpt2", Opset, o.Element);
        var ids = b.Input("input_ids", OnnxElementType.Int64, o.Batch, o.Sequence);
        var places = b.Input("position_ids", OnnxElementType.Int64, o.Batch, o.Sequence);
        var words = b.Op("Gather", [b.Weight("wte.weight", Vocabulary, Width), ids]);
        var x = b.Add(words, b.Op("Gather", [b.Weight("wpe.weight", Positions, Width), places]));
        var caches = new List<(string Name, string Value)>();
        for (var layer = 0; layer < Layers; layer++)
        {
            var (input, cache) = (x, KeyValueCache.Inputs(b, o, $".{layer}", Heads, Each));
            var now = b.In($"h.{layer}", () => Layer(b, input, cache));
            x = now.Hidden;
            caches.AddRange([($"present.{layer}.key", now.Cache.Key!), ($"present.{layer}.value", now.Cache.Value!)]);
        }

        var logits = b.MatMul(b.LayerNorm(x, "ln_f", Width, Epsilon), b.Weight("lm_head.weight_t", Width, Vocabulary));
        return b.Build([("logits", logits), .. caches]);
    }

    private static (string Hidden, KeyValueCache Cache) Layer(ModelBuilder b, string x, KeyValueCache past)
    {
        var all = Projection(b, b.LayerNorm(x, "ln_1", Width, Epsilon), "attn.c_attn", Width, 3 * Width);
        var parts = b.Op("Split", [all, b.Ints(Width, Width, Width)], 3, NodeAttribute.Int("axis", 2));
        var q = b.Heads(parts[0], Heads, Each);
        var k = b.Extend(past.Key, b.Heads(parts[1], Heads, Each));
        var v = b.Extend(past.Value, b.Heads(parts[2], Heads, Each));
        var context = b.Joined(b.Attend(q, k, v, Each, b.Causal(q, k)), Heads, Each);
        x = b.Add(Projection(b, context, "attn.c_proj", Width, Width), x);
        var middle = b.GeluTanh(Projection(b, b.LayerNorm(x, "ln_2", Width, Epsilon), "mlp.c_fc", Width, 4 * Width));
        return (b.Add(x, Projection(b, middle, "mlp.c_proj", 4 * Width, Width)), new KeyValueCache(k, v));
    }

    // The model's own layer multiplies a matrix, so that tokens are put one below the other first.
    private static string Projection(ModelBuilder b, string x, string name, long inputs, long outputs) => b.In(name, () =>
    {
        var rows = b.Reshape(x, -1, inputs);
        var product = b.Op("Gemm", [rows, b.Weight("weight", inputs, outputs), b.Weight("bias", outputs)],
            NodeAttribute.Float("alpha", 1), NodeAttribute.Float("beta", 1));
        var shape = b.Concat(0, b.Unsqueeze(b.Size(x, 0), 0), b.Unsqueeze(b.Size(x, 1), 0), b.Ints(outputs));
        return b.Op("Reshape", [product, shape]);
    });
}
