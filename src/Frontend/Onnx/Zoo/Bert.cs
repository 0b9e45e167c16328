using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>BERT encoders (Devlin et al., 2018), as of the transformers library. The sequence is at most 512 tokens.</summary>
internal static class Bert
{
    private const long Vocabulary = 30522;
    private const long Positions = 512;
    private const float Epsilon = 1e-12f;

    public static ModelGraph Build(string name, ZooOptions o)
    {
        var (layers, width, heads, opset) = name == "bert-large" ? (24, 1024L, 16L, 17) : (12, 768L, 12L, 13);
        var b = new ModelBuilder(name, opset, o.Element);
        var ids = b.Input("input_ids", OnnxElementType.Int64, o.Batch, o.Sequence);
        var mask = Mask(b, b.Input("attention_mask", OnnxElementType.Int64, o.Batch, o.Sequence));
        var types = b.Input("token_type_ids", OnnxElementType.Int64, o.Batch, o.Sequence);
        var x = b.In("embeddings", () => Embeddings(b, ids, types, width));
        for (var layer = 0; layer < layers; layer++)
        {
            var input = x;
            x = b.In($"encoder.layer.{layer}", () => Layer(b, input, mask, width, heads));
        }

        var first = b.Op("Gather", [x, b.Int(0)], NodeAttribute.Int("axis", 1));
        var pooled = b.Op("Tanh", [b.Gemm(first, "pooler.dense", width, width)]);
        return b.Build(("last_hidden_state", x), ("pooler_output", pooled));
    }

    /// <summary>One layer on hidden states [batch, seq, width]; every token sees all others.</summary>
    public static ModelGraph Block(string name, long width, long heads, ZooOptions o)
    {
        var b = new ModelBuilder(name, 13, o.Element);
        var x = b.Input("hidden_states", o.Element, o.Batch, o.Sequence, width);
        return b.Build(("last_hidden_state", b.In("encoder.layer.0", () => Layer(b, x, null, width, heads))));
    }

    // 0 where a token counts, the least number where it does not: [batch, 1, 1, seq].
    private static string Mask(ModelBuilder b, string mask)
    {
        var real = b.Op("Cast", [b.Unsqueeze(mask, 1, 2)], NodeAttribute.Int("to", (long)b.Element));
        return b.Mul(b.Op("Sub", [b.Real(1), real]), b.Real(b.Element == OnnxElementType.Float16 ? -65504 : float.MinValue));
    }

    private static string Embeddings(ModelBuilder b, string ids, string types, long width)
    {
        var words = b.Op("Gather", [b.Weight("word_embeddings.weight", Vocabulary, width), ids]);
        var kinds = b.Op("Gather", [b.Weight("token_type_embeddings.weight", 2, width), types]);
        var places = b.Unsqueeze(b.Op("Range", [b.Int(0), b.Size(ids, 1), b.Int(1)]), 0);
        var positions = b.Op("Gather", [b.Weight("position_embeddings.weight", Positions, width), places]);
        return b.LayerNorm(b.Add(b.Add(words, kinds), positions), "LayerNorm", width, Epsilon);
    }

    private static string Layer(ModelBuilder b, string x, string? mask, long width, long heads)
    {
        var attention = b.In("attention", () => Attention(b, x, mask, width, heads));
        var middle = b.Gelu(b.Linear(attention, "intermediate.dense", width, 4 * width));
        return b.LayerNorm(b.Add(b.Linear(middle, "output.dense", 4 * width, width), attention), "output.LayerNorm", width, Epsilon);
    }

    private static string Attention(ModelBuilder b, string x, string? mask, long width, long heads)
    {
        var each = width / heads;
        var q = Heads(b, b.Linear(x, "self.query", width, width), heads, each);
        var k = Heads(b, b.Linear(x, "self.key", width, width), heads, each);
        var v = Heads(b, b.Linear(x, "self.value", width, width), heads, each);
        var context = b.Joined(b.Attend(q, k, v, each, scores => mask is null ? scores : b.Add(scores, mask)), heads, each);
        return b.LayerNorm(b.Add(b.Linear(context, "output.dense", width, width), x), "output.LayerNorm", width, Epsilon);
    }

    // As traced exporters write it: the new shape is computed from the old one.
    private static string Heads(ModelBuilder b, string x, long heads, long each)
    {
        var shape = b.Concat(0, b.Unsqueeze(b.Size(x, 0), 0), b.Unsqueeze(b.Size(x, 1), 0), b.Ints(heads), b.Ints(each));
        return b.Transpose(b.Op("Reshape", [x, shape]), 0, 2, 1, 3);
    }
}
