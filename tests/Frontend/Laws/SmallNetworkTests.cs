using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Whole networks on random weights: what the compiled kernels give is what a naive evaluation of the graph gives.</summary>
public sealed class SmallNetworkTests
{
    private static readonly MachineFacts[] Machines = [MachineFacts.Toy8, MachineFacts.TpuV3];

    [Fact]
    public void A_residual_network_gives_what_its_graph_says() => NetworkCheck.Run(ResidualNetwork(), Machines);

    [Theory]
    [InlineData(13)]
    [InlineData(17)]
    public void An_encoder_layer_gives_what_its_graph_says(int opset) => NetworkCheck.Run(EncoderLayer(opset), Machines);

    // ResNet-18's layers with an eighth of the channels: stem, an identity block, a block of stride 2 with a projection, classifier.
    private static ModelGraph ResidualNetwork()
    {
        var b = new ModelBuilder("residual", 13, OnnxElementType.Float32);
        var x = b.Input("input", OnnxElementType.Float32, 2, 3, 32, 32);
        x = Relu(b, Normalized(b, x, "stem", (3, 8), 7, 2));
        x = b.Op("MaxPool", [x], NodeAttribute.IntList("kernel_shape", [3, 3]), NodeAttribute.IntList("pads", [1, 1, 1, 1]),
            NodeAttribute.IntList("strides", [2, 2]));
        x = Relu(b, b.Add(Body(b, x, "layer1", (8, 8), 1), x));
        x = Relu(b, b.Add(Body(b, x, "layer2", (8, 16), 2), Normalized(b, x, "layer2.down", (8, 16), 1, 2)));
        x = b.Op("Flatten", [b.Op("GlobalAveragePool", [x])], NodeAttribute.Int("axis", 1));
        return b.Build(("logits", b.Gemm(x, "fc", 16, 10)));
    }

    private static string Body(ModelBuilder b, string x, string name, (long In, long Out) channels, long stride)
    {
        var y = Relu(b, Normalized(b, x, name + ".0", channels, 3, stride));
        return Normalized(b, y, name + ".1", (channels.Out, channels.Out), 3, 1);
    }

    private static string Normalized(ModelBuilder b, string x, string name, (long In, long Out) channels, long kernel, long stride)
    {
        var y = b.Conv(x, name, channels, kernel, stride, bias: false);
        string[] parameters = [.. new[] { "scale", "shift", "mean", "var" }.Select(p => b.Weight($"{name}.{p}", channels.Out))];
        return b.Op("BatchNormalization", [y, .. parameters], NodeAttribute.Float("epsilon", 1e-5f));
    }

    private static string Relu(ModelBuilder b, string x) => b.Op("Relu", [x]);

    // One layer of BERT: hidden 64, 4 heads, 16 tokens.
    private static ModelGraph EncoderLayer(int opset)
    {
        var b = new ModelBuilder("encoder", opset, OnnxElementType.Float32);
        var x = b.Input("x", OnnxElementType.Float32, 2, 16, 64);
        string Heads(string name) => b.Heads(b.Linear(x, name, 64, 64), 4, 16);
        var context = b.Joined(b.Attend(Heads("query"), Heads("key"), Heads("value"), 16), 4, 16);
        var attention = b.Add(b.Linear(context, "out", 64, 64), x);
        attention = opset < 17 ? b.LayerNorm(attention, "norm1", 64, 1e-12f) : attention;
        var middle = b.Gelu(b.Linear(attention, "up", 64, 256));
        var result = b.Add(b.Linear(middle, "down", 256, 64), attention);
        return b.Build(("hidden", opset < 17 ? b.LayerNorm(result, "norm2", 64, 1e-12f) : result));
    }
}
