using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>
/// The first level of the Stable Diffusion v1 U-Net (Rombach et al., 2022): a residual block with the time embedding, then a transformer
/// block with self-attention, attention to 77 text tokens and a gated feed-forward part. Group normalization in its parts.
/// </summary>
internal static class UnetBlock
{
    private const int Opset = 17;
    private const long Channels = 320;
    private const long Side = 64;
    private const long Heads = 8;
    private const long Each = Channels / Heads;
    private const long Groups = 32;
    private const long Time = 1280;
    private const long Text = 768;

    public static ModelGraph Build(ZooOptions o)
    {
        var b = new ModelBuilder("unet-sd-block", Opset, o.Element);
        var x = b.Input("sample", o.Element, o.Batch, Channels, Side, Side);
        var time = b.Input("time_embedding", o.Element, o.Batch, Time);
        var text = b.Input("encoder_hidden_states", o.Element, o.Batch, 77, Text);
        var residual = b.In("resnets.0", () => Residual(b, x, time));
        return b.Build(("out_sample", b.In("attentions.0", () => Transformer(b, residual, text))));
    }

    private static string Residual(ModelBuilder b, string x, string time)
    {
        var y = b.Conv(b.Silu(GroupNorm(b, x, "norm1")), "conv1", (Channels, Channels), 3, 1, bias: true);
        var shift = b.Gemm(b.Silu(time), "time_emb_proj", Time, Channels);
        y = b.Add(y, b.Unsqueeze(shift, 2, 3));
        y = b.Conv(b.Silu(GroupNorm(b, y, "norm2")), "conv2", (Channels, Channels), 3, 1, bias: true);
        return b.Add(x, y);
    }

    private static string Transformer(ModelBuilder b, string x, string text)
    {
        var y = b.Conv(GroupNorm(b, x, "norm"), "proj_in", (Channels, Channels), 1, 1, bias: true);
        var tokens = b.Reshape(b.Transpose(y, 0, 2, 3, 1), 0, Side * Side, Channels);
        tokens = b.In("transformer_blocks.0", () =>
        {
            var self = b.LayerNorm(tokens, "norm1", Channels, 1e-5f);
            var t = b.Add(b.In("attn1", () => Attention(b, self, self, Channels)), tokens);
            var cross = b.LayerNorm(t, "norm2", Channels, 1e-5f);
            t = b.Add(b.In("attn2", () => Attention(b, cross, text, Text)), t);
            return b.Add(Gated(b, b.LayerNorm(t, "norm3", Channels, 1e-5f)), t);
        });
        y = b.Transpose(b.Reshape(tokens, 0, Side, Side, Channels), 0, 3, 1, 2);
        return b.Add(b.Conv(y, "proj_out", (Channels, Channels), 1, 1, bias: true), x);
    }

    private static string Attention(ModelBuilder b, string x, string context, long width)
    {
        var q = b.Heads(b.Linear(x, "to_q", Channels, Channels, bias: false), Heads, Each);
        var k = b.Heads(b.Linear(context, "to_k", width, Channels, bias: false), Heads, Each);
        var v = b.Heads(b.Linear(context, "to_v", width, Channels, bias: false), Heads, Each);
        return b.Linear(b.Joined(b.Attend(q, k, v, Each), Heads, Each), "to_out.0", Channels, Channels);
    }

    private static string Gated(ModelBuilder b, string x)
    {
        var parts = b.Op("Split", [b.Linear(x, "ff.net.0.proj", Channels, 8 * Channels), b.Ints(4 * Channels, 4 * Channels)], 2,
            NodeAttribute.Int("axis", -1));
        return b.Linear(b.Mul(parts[0], b.Gelu(parts[1])), "ff.net.2", 4 * Channels, Channels);
    }

    // Groups as channels of an instance normalization, then scale and bias per channel.
    private static string GroupNorm(ModelBuilder b, string x, string name) => b.In(name, () =>
    {
        var groups = b.Reshape(x, 0, Groups, -1);
        var normal = b.Op("InstanceNormalization", [groups, Filled(b, 1), Filled(b, 0)], NodeAttribute.Float("epsilon", 1e-5f));
        var back = b.Op("Reshape", [normal, b.Op("Shape", [x])]);
        return b.Add(b.Mul(back, b.Weight("weight", Channels, 1, 1)), b.Weight("bias", Channels, 1, 1));
    });

    private static string Filled(ModelBuilder b, double value) => b.Op("Constant", [],
        NodeAttribute.OfTensor("value", GraphTensor.OfDoubles("", b.Element, [Groups], [.. Enumerable.Repeat(value, (int)Groups)])));
}
