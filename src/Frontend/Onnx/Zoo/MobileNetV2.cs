using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>MobileNetV2 (Sandler et al., 2018), as of torchvision, with batch normalization folded into the convolutions.</summary>
internal static class MobileNetV2
{
    private const int Opset = 13;

    // Expansion, output channels, blocks, stride of the first: table 2 of the paper.
    private static readonly (long Expand, long Channels, int Blocks, long Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static ModelGraph Build(ZooOptions o)
    {
        var b = new ModelBuilder("mobilenet-v2", Opset, o.Element);
        var x = Clipped(b, b.Input("input", o.Element, o.Batch, 3, 224, 224), "features.0", (3, 32), 3, 2);
        var (channels, index) = (32L, 1);
        foreach (var (expand, width, blocks, first) in Stages)
        {
            for (var block = 0; block < blocks; block++)
            {
                var (input, from, stride) = (x, channels, block == 0 ? first : 1);
                x = b.In($"features.{index++}", () => Block(b, input, (from, width), expand, stride));
                channels = width;
            }
        }

        x = Clipped(b, x, "features.18", (channels, 1280), 1, 1);
        x = b.Op("Flatten", [b.Op("GlobalAveragePool", [x])], NodeAttribute.Int("axis", 1));
        return b.Build(("logits", b.Gemm(x, "classifier.1", 1280, 1000)));
    }

    private static string Block(ModelBuilder b, string x, (long In, long Out) channels, long expand, long stride)
    {
        var wide = channels.In * expand;
        var y = expand == 1 ? x : Clipped(b, x, "expand", (channels.In, wide), 1, 1);
        y = Clipped(b, y, "depthwise", (wide, wide), 3, stride, wide);
        y = b.Conv(y, "project", (wide, channels.Out), 1, 1, bias: true);
        return stride == 1 && channels.In == channels.Out ? b.Add(x, y) : y;
    }

    private static string Clipped(ModelBuilder b, string x, string name, (long In, long Out) channels, long kernel, long stride,
        long group = 1) =>
        b.Op("Clip", [b.Conv(x, name, channels, kernel, stride, bias: true, group), b.Real(0), b.Real(6)]);
}
