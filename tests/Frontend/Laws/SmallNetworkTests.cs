using System.Collections.Immutable;
using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Onnx;
using ActorSim.Frontend.Onnx.Lowering;
using ActorSim.Frontend.Onnx.Zoo;
using ActorSim.Frontend.Tests.Reference;
using Xunit;
using ElementType = ActorSim.Frontend.Graph.ElementType;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Whole networks on random weights: what the compiled kernels give is what a naive evaluation of the graph gives.</summary>
public sealed class SmallNetworkTests
{
    [Fact]
    public void A_residual_network_gives_what_its_graph_says() => Check(ResidualNetwork(), "logits");

    [Theory]
    [InlineData(13)]
    [InlineData(17)]
    public void An_encoder_layer_gives_what_its_graph_says(int opset) => Check(EncoderLayer(opset), "hidden");

    private static void Check(ModelGraph graph, string output)
    {
        var weighted = WithWeights(graph, new Random(7));
        var input = Random(weighted.Value(weighted.Inputs[0]).Shape!.Constants()!, new Random(11), -1, 1, weighted.Inputs[0]);
        var expected = RefModel.Run(ModelImport.Finish(weighted, "test"), [input])[output];
        foreach (var machine in new[] { MachineFacts.Toy8, MachineFacts.TpuV3 })
        {
            var model = ModelCompiler.Compile(weighted, "test", machine);
            var result = ModelExecution.Run(model, new Dictionary<string, GraphTensor> { [input.Name] = input })[0];
            Assert.Equal(expected.Shape, result.Shape);
            Assert.All(expected.Values.Zip(result.ToDoubles()), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-4 * (1 + Math.Abs(p.First)), $"{p}"));
        }
    }

    // ResNet-18's layers with an eighth of the channels: stem, an identity block, a block of stride 2 with a projection, classifier.
    private static ModelGraph ResidualNetwork()
    {
        var b = new ModelBuilder("residual", 13, ElementType.Float32);
        var x = b.Input("input", ElementType.Float32, 2, 3, 32, 32);
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
        string[] parameters = [.. new[] { "scale", "shift", "mean", "variance" }.Select(p => b.Weight($"{name}.{p}", channels.Out))];
        return b.Op("BatchNormalization", [y, .. parameters], NodeAttribute.Float("epsilon", 1e-5f));
    }

    private static string Relu(ModelBuilder b, string x) => b.Op("Relu", [x]);

    // One layer of BERT: hidden 64, 4 heads, 16 tokens.
    private static ModelGraph EncoderLayer(int opset)
    {
        var b = new ModelBuilder("encoder", opset, ElementType.Float32);
        var x = b.Input("x", ElementType.Float32, 2, 16, 64);
        string Heads(string name) => b.Heads(b.Linear(x, name, 64, 64), 4, 16);
        var context = b.Joined(b.Attend(Heads("query"), Heads("key"), Heads("value"), 16), 4, 16);
        var attention = b.Add(b.Linear(context, "out", 64, 64), x);
        attention = opset < 17 ? b.LayerNorm(attention, "norm1", 64, 1e-12f) : attention;
        var middle = b.Gelu(b.Linear(attention, "up", 64, 256));
        var result = b.Add(b.Linear(middle, "down", 256, 64), attention);
        return b.Build(("hidden", opset < 17 ? b.LayerNorm(result, "norm2", 64, 1e-12f) : result));
    }

    private static ModelGraph WithWeights(ModelGraph graph, Random random) => graph with
    {
        Initializers = graph.Initializers.ToImmutableSortedDictionary(p => p.Key, p => p.Value.Content.IsStored ? p.Value : Weight(p.Value, random)),
    };

    private static GraphTensor Weight(GraphTensor weight, Random random) => weight.Name.EndsWith("variance", StringComparison.Ordinal)
        ? Random(weight.Shape, random, 0.5, 1.5, weight.Name) : Random(weight.Shape, random, -0.2, 0.2, weight.Name);

    private static GraphTensor Random(IEnumerable<long> shape, Random random, double low, double high, string name)
    {
        long[] sizes = [.. shape];
        var values = Enumerable.Range(0, (int)sizes.Aggregate(1L, (a, b) => a * b)).Select(_ => low + (high - low) * random.NextDouble());
        return GraphTensor.OfDoubles(name, ElementType.Float32, sizes, [.. values]);
    }
}
