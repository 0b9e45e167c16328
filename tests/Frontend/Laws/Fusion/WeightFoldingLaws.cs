using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

public sealed class WeightFoldingLaws
{
    [Theory]
    [InlineData("2 0 1")]
    [InlineData("0 2 1")]
    [InlineData("1 2 0")]
    [InlineData("2 1 0")]
    public void Transposed_weights_are_stored_so(string order) =>
        Assert.Equal("Softmax FusedPointwise", Transposed(order).Node("Softmax", "s", "x").Node("Add", "a", "s t").Node("Abs", "y", "a").Operators("y"));

    [Fact]
    public void Transposed_weight_that_is_an_output_is_computed() =>
        Assert.Equal("Transpose FusedPointwise", Transposed("2 0 1").Node("Add", "a", "x t").Node("Abs", "y", "a").Operators("t", "y"));

    [Fact]
    public void Reshaped_weights_are_stored_so() =>
        Assert.Equal("FusedMatMul", new FusionCase().Input("x", 5, 6).Weight("w", 7, 2, 3).Ints("s", 7, 6).Node("Reshape", "r", "w s")
            .Node("Transpose", "t", "r", NodeAttribute.IntList("perm", [1, 0])).Node("MatMul", "y", "x t").Operators("y"));

    [Theory]
    [InlineData("resnet18", 21)]
    [InlineData("mobilenet-v2", 53)]
    public void Batch_normalization_goes_into_weights_without_data(string name, int products)
    {
        var graph = ModelCompiler.Compile(ModelZoo.Find(name)!.Build(new ZooOptions { Batch = 1 }), name, MachineFacts.TpuV3).Graph!;
        Assert.DoesNotContain(graph.Nodes, n => n.Operator == "BatchNormalization");
        var convolutions = graph.Nodes.Where(n => n.Operator is "FusedConv" or "FusedMatMul").ToArray();
        Assert.Equal(products, convolutions.Length);
        Assert.All(convolutions, c => Assert.NotEmpty(c.Inputs[2]));
        Assert.All(convolutions, c => Assert.False(graph.Initializers[c.Inputs[2]].Content.IsStored));
    }

    private static FusionCase Transposed(string perm)
    {
        var order = perm.Split(' ').Select(long.Parse).ToArray();
        long[] shape = [2, 3, 4];
        return new FusionCase().Weight("w", shape).Input("x", [.. order.Select(a => shape[a])])
            .Node("Transpose", "t", "w", NodeAttribute.IntList("perm", order));
    }
}
