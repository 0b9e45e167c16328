using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Residual networks for ImageNet (He et al., 2015), as of torchvision.</summary>
internal static class ResNet
{
    private const int Opset = 13;

    public static ModelGraph Build(string name, ZooOptions o)
    {
        var isDeep = name == "resnet50";
        long[] depths = isDeep ? [3, 4, 6, 3] : [2, 2, 2, 2];
        var b = new ModelBuilder(name, Opset, o.Element);
        var x = b.Input("input", o.Element, o.Batch, 3, 224, 224);
        x = Relu(b, Normalized(b, x, "conv1", "bn1", (3, 64), 7, 2));
        x = b.Op("MaxPool", [x], NodeAttribute.IntList("kernel_shape", [3, 3]), NodeAttribute.IntList("pads", [1, 1, 1, 1]),
            NodeAttribute.IntList("strides", [2, 2]));
        var channels = 64L;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var width = 64L << stage;
            for (var block = 0; block < depths[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                var input = x;
                x = b.In($"layer{stage + 1}.{block}", () => isDeep ? Bottleneck(b, input, channels, width, stride)
                    : Basic(b, input, channels, width, stride));
                channels = isDeep ? width * 4 : width;
            }
        }

        x = b.Op("Flatten", [b.Op("GlobalAveragePool", [x])], NodeAttribute.Int("axis", 1));
        return b.Build(("logits", b.Gemm(x, "fc", channels, 1000)));
    }

    private static string Basic(ModelBuilder b, string x, long channels, long width, long stride)
    {
        var y = Relu(b, Normalized(b, x, "conv1", "bn1", (channels, width), 3, stride));
        y = Normalized(b, y, "conv2", "bn2", (width, width), 3, 1);
        return Relu(b, b.Add(y, Shortcut(b, x, channels, width, stride)));
    }

    private static string Bottleneck(ModelBuilder b, string x, long channels, long width, long stride)
    {
        var y = Relu(b, Normalized(b, x, "conv1", "bn1", (channels, width), 1, 1));
        y = Relu(b, Normalized(b, y, "conv2", "bn2", (width, width), 3, stride));
        y = Normalized(b, y, "conv3", "bn3", (width, width * 4), 1, 1);
        return Relu(b, b.Add(y, Shortcut(b, x, channels, width * 4, stride)));
    }

    private static string Shortcut(ModelBuilder b, string x, long channels, long width, long stride) =>
        channels == width && stride == 1 ? x : Normalized(b, x, "downsample.0", "downsample.1", (channels, width), 1, stride);

    private static string Normalized(ModelBuilder b, string x, string conv, string norm, (long In, long Out) channels,
        long kernel, long stride)
    {
        var y = b.Conv(x, conv, channels, kernel, stride, bias: false);
        var width = channels.Out;
        return b.In(norm, () => b.Op("BatchNormalization",
            [y, b.Weight("weight", width), b.Weight("bias", width), b.Weight("running_mean", width), b.Weight("running_var", width)],
            NodeAttribute.Float("epsilon", 1e-5f), NodeAttribute.Float("momentum", 0.9f)));
    }

    private static string Relu(ModelBuilder b, string x) => b.Op("Relu", [x]);
}
