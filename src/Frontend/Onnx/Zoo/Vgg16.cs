using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>VGG-16 (Simonyan and Zisserman, 2014), as of torchvision.</summary>
internal static class Vgg16
{
    private const int Opset = 13;
    private static readonly long[][] Stages = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]];

    public static ModelGraph Build(ZooOptions o)
    {
        var b = new ModelBuilder("vgg16", Opset, o.Element);
        var x = b.Input("input", o.Element, o.Batch, 3, 224, 224);
        var (channels, index) = (3L, 0);
        foreach (var stage in Stages)
        {
            foreach (var width in stage)
            {
                x = b.Op("Relu", [b.Conv(x, $"features.{index}", (channels, width), 3, 1, bias: true)]);
                (channels, index) = (width, index + 2);
            }

            x = b.Op("MaxPool", [x], NodeAttribute.IntList("kernel_shape", [2, 2]), NodeAttribute.IntList("strides", [2, 2]));
            index++;
        }

        x = b.Op("Flatten", [x], NodeAttribute.Int("axis", 1));
        x = b.Op("Relu", [b.Gemm(x, "classifier.0", 512 * 7 * 7, 4096)]);
        x = b.Op("Relu", [b.Gemm(x, "classifier.3", 4096, 4096)]);
        return b.Build(("logits", b.Gemm(x, "classifier.6", 4096, 1000)));
    }
}
