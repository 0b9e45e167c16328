using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>
/// Networks of the zoo with random weights: what the compiled kernels give is what a naive evaluation of the graph gives.
/// ACTORSIM_NIGHTLY=1 takes larger inputs as well.
/// </summary>
public sealed class WholeNetworkTests
{
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1";

    public static TheoryData<long> Images() => Nightly ? [32, 64, 112] : [32];

    public static TheoryData<string, long> Layers() => Nightly
        ? new() { { "bert-base", 12 }, { "bert-base", 128 }, { "bert-large", 100 } }
        : new() { { "bert-base", 12 } };

    [Theory]
    [MemberData(nameof(Images))]
    public void Resnet18_gives_what_its_graph_says(long image) =>
        NetworkCheck.Run(OfImages(ModelZoo.Find("resnet18")!.Build(new ZooOptions { Batch = 1 }), image), [MachineFacts.TpuV3]);

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_of_bert_gives_what_its_graph_says(string model, long tokens)
    {
        var whole = ModelZoo.Find(model)!.Build(new ZooOptions { Batch = 1, Sequence = tokens });
        NetworkCheck.Run(Part(ModelImport.Finish(whole, model), "/encoder.layer.0/"), [MachineFacts.TpuV3]);
    }

    // All layers, on smaller images.
    private static ModelGraph OfImages(ModelGraph graph, long size)
    {
        var input = graph.Value("input") with { Shape = new TensorShape([1, 3, size, size]) };
        return graph with
        {
            Values = graph.Values.Where(v => graph.Initializers.ContainsKey(v.Key)).ToImmutableDictionary().Add("input", input),
        };
    }

    // Nodes whose names begin so; what they read from others are inputs, what others read from them are outputs.
    private static ModelGraph Part(ModelGraph graph, string scope)
    {
        GraphNode[] inside = [.. graph.Nodes.Where(n => n.Name.StartsWith(scope, StringComparison.Ordinal))];
        var made = inside.SelectMany(n => n.Outputs).ToHashSet(StringComparer.Ordinal);
        string[] Read(IEnumerable<GraphNode> nodes) => [.. nodes.SelectMany(n => n.Inputs).Where(i => i.Length > 0).Distinct()];
        return graph with
        {
            Nodes = [.. inside],
            Inputs = [.. Read(inside).Where(v => !made.Contains(v) && !graph.Initializers.ContainsKey(v))],
            Outputs = [.. Read(graph.Nodes.Except(inside)).Where(made.Contains)],
            Initializers = graph.Initializers.Where(p => Read(inside).Contains(p.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }
}
