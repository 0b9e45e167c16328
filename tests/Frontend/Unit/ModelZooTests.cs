using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class ModelZooTests
{
    public static TheoryData<string, bool> Models()
    {
        var data = new TheoryData<string, bool>();
        foreach (var model in ModelZoo.Models)
        {
            data.Add(model.Name, false);
            if (model.HasPhases)
            {
                data.Add(model.Name, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_reads_back_as_it_was_written(string name, bool isDecode)
    {
        var graph = Build(name, isDecode);
        var back = ModelImport.Finish(OnnxModelReader.Parse(OnnxModelWriter.ToBytes(graph), name, "."), name);
        Assert.Equal(graph.Inputs.ToArray(), back.Inputs.ToArray());
        Assert.Equal(graph.Outputs.ToArray(), back.Outputs.ToArray());
        Assert.Equal(Weights(graph), Weights(back));
        Assert.Equal(graph.Nodes.Length, back.Nodes.Length + back.Folded.Length);
        Assert.All(back.Outputs, o => Assert.Equal(graph.Value(o).Shape, back.Value(o).Shape));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_size_follows_from_the_sizes_of_the_inputs(string name, bool isDecode)
    {
        var graph = Build(name, isDecode);
        foreach (var value in graph.Nodes.SelectMany(n => n.Outputs).Select(graph.Value))
        {
            Assert.NotNull(value.Shape);
            var symbols = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var dim in value.Shape.Dims)
            {
                dim.CollectSymbols(symbols);
            }

            Assert.True(symbols.IsSubsetOf(graph.Symbols()), $"{value}");
        }
    }

    // Published counts of trainable parameters: torchvision's and transformers' model cards; blocks by their sizes.
    [Theory]
    [InlineData("resnet18", 11_689_512 + 9_600)] // running means and variances
    [InlineData("resnet50", 25_557_032 + 53_120)]
    [InlineData("mobilenet-v2", 3_504_872 - 17_056)] // scale and shift folded into one bias
    [InlineData("vgg16", 138_357_544)]
    [InlineData("bert-base", 109_482_240)]
    [InlineData("bert-base-block", 7_087_872)]
    [InlineData("bert-large-block", 12_596_224)]
    [InlineData("bert-xlarge-block", 50_358_272)]
    [InlineData("bert-large", 335_141_888)]
    [InlineData("gpt2", 124_439_808 + (50_257 * 768))] // the last layer shares the words' weights
    [InlineData("vit-base", 86_567_656)]
    [InlineData("llama-7b-block", 202_383_360 + (2 * 4096 * 128))] // tables of sines and cosines
    [InlineData("llama3-8b-block", 218_112_000 + (2 * 8192 * 128))]
    [InlineData("mixtral-block", 1_451_270_144 + (2 * 32768 * 128))]
    public void A_model_has_the_published_number_of_parameters(string name, long expected) =>
        Assert.Equal(expected, Build(name, false).Initializers.Values.Where(t => !t.Content.IsStored).Sum(t => t.Count));

    [Fact]
    public void A_cache_grows_by_the_tokens_of_the_call()
    {
        var graph = Build("llama3-8b-block", true);
        Assert.Equal("[batch, 8, past + 1, 128]", graph.Value("present.key").Shape!.ToString());
        Assert.Equal("[batch, 8, seq, 128]", Build("llama3-8b-block", false).Value("present.key").Shape!.ToString());
    }

    [Fact]
    public void Half_precision_models_hold_half_precision_values_only()
    {
        var graph = ModelZoo.Find("bert-base")!.Build(new ZooOptions { Element = OnnxElementType.Float16 });
        Assert.DoesNotContain(graph.Values.Values, v => v.Element is OnnxElementType.Float32 or OnnxElementType.Undefined);
    }

    private static ModelGraph Build(string name, bool isDecode) => ModelZoo.Find(name)!.Build(
        isDecode ? new ZooOptions { Phase = ZooPhase.Decode, Sequence = 1 } : new ZooOptions());

    private static IEnumerable<string> Weights(ModelGraph graph) =>
        graph.Initializers.Values.Where(t => !t.Content.IsStored).Select(t => $"{t.Name}{t.SymbolicShape}");
}
