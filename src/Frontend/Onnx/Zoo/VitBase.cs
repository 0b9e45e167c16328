using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>ViT-B/16 (Dosovitskiy et al., 2020) on 224x224 images: 196 patches and a class token.</summary>
internal static class VitBase
{
    private const int Opset = 17;
    private const long Width = 768;
    private const long Heads = 12;
    private const long Each = Width / Heads;
    private const long Tokens = 197;
    private const float Epsilon = 1e-6f;

    public static ModelGraph Build(ZooOptions o)
    {
        var b = new ModelBuilder("vit-base", Opset, o.Element);
        var image = b.Input("input", o.Element, o.Batch, 3, 224, 224);
        var patches = b.Conv(image, "conv_proj", (3, Width), 16, 16, bias: true, pad: 0);
        patches = b.Transpose(b.Reshape(patches, 0, Width, -1), 0, 2, 1);
        var shape = b.Concat(0, b.Unsqueeze(b.Size(patches, 0), 0), b.Ints(1), b.Ints(Width));
        var token = b.Op("Expand", [b.Weight("class_token", 1, 1, Width), shape]);
        var x = b.Add(b.Concat(1, token, patches), b.Weight("encoder.pos_embedding", 1, Tokens, Width));
        for (var layer = 0; layer < 12; layer++)
        {
            var input = x;
            x = b.In($"encoder.layers.{layer}", () => Layer(b, input));
        }

        var first = b.Op("Gather", [b.LayerNorm(x, "encoder.ln", Width, Epsilon), b.Int(0)], NodeAttribute.Int("axis", 1));
        return b.Build(("logits", b.Gemm(first, "heads.head", Width, 1000)));
    }

    private static string Layer(ModelBuilder b, string x)
    {
        var y = b.LayerNorm(x, "ln_1", Width, Epsilon);
        var (q, k, v) = (Project(b, y, "query"), Project(b, y, "key"), Project(b, y, "value"));
        var context = b.Joined(b.Attend(q, k, v, Each), Heads, Each);
        x = b.Add(b.Linear(context, "out_proj", Width, Width), x);
        var middle = b.Gelu(b.Linear(b.LayerNorm(x, "ln_2", Width, Epsilon), "mlp.0", Width, 4 * Width));
        return b.Add(x, b.Linear(middle, "mlp.3", 4 * Width, Width));
    }

    private static string Project(ModelBuilder b, string x, string name) => b.Heads(b.Linear(x, name, Width, Width), Heads, Each);
}
