using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

/// <summary>Operators that models spell out in parts.</summary>
public sealed class PatternFusionLaws
{
    private static readonly NodeAttribute LastAxis = NodeAttribute.IntList("axes", [-1]);

    [Theory]
    [InlineData("Div x r2;Erf t;Add e one;Mul x s;Mul m half")]
    [InlineData("Mul x ir2;Erf t;Add one e;Mul s half;Mul x m")]
    [InlineData("Mul ir2 x;Erf t;Add e one;Mul half x;Mul m s")]
    [InlineData("Div x r2;Erf t;Add e one;Mul x s;Div m two")]
    public void Gelu_of_erf_is_one_operator(string form)
    {
        string[] names = ["t", "e", "s", "m", "y"];
        var parts = form.Split(';').Select(p => p.Split(' ', 2)).ToArray();
        var test = Numbers();
        for (var i = 0; i < parts.Length; i++) test.Node(parts[i][0], names[i], parts[i][1]);
        Assert.Equal("Gelu", test.Operators("y"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gelu_of_tanh_is_one_operator(bool power)
    {
        var test = Numbers();
        if (power) test.Node("Pow", "c", "x three");
        else test.Node("Mul", "q", "x x").Node("Mul", "c", "q x");
        Assert.Equal("Gelu", test.Node("Mul", "d", "c cubic").Node("Add", "a", "x d").Node("Mul", "t", "a root").Node("Tanh", "h", "t")
            .Node("Add", "s", "h one").Node("Mul", "m", "x s").Node("Mul", "y", "m half").Operators("y"));
    }

    [Fact]
    public void Gelu_with_another_factor_stays_apart() =>
        Assert.Equal("FusedPointwise", Numbers().Node("Div", "t", "x r2").Node("Erf", "e", "t").Node("Add", "s", "e one").Node("Mul", "m", "x s")
            .Node("Mul", "y", "m quarter").Operators("y"));

    [Fact]
    public void Gelu_whose_inside_is_an_output_stays_apart() =>
        Assert.DoesNotContain("Gelu", Numbers().Node("Div", "t", "x r2").Node("Erf", "e", "t").Node("Add", "s", "e one").Node("Mul", "m", "x s")
            .Node("Mul", "y", "m half").Operators("e", "y"), StringComparison.Ordinal);

    [Fact]
    public void Silu_is_one_operator() =>
        Assert.Equal("Silu", new FusionCase().Input("x", 3, 9).Node("Sigmoid", "s", "x").Node("Mul", "y", "x s").Operators("y"));

    [Fact]
    public void Sigmoid_of_one_times_another_is_no_silu() =>
        Assert.DoesNotContain("Silu", new FusionCase().Input("x", 3, 9).Input("z", 3, 9).Node("Sigmoid", "s", "x").Node("Mul", "y", "z s")
            .Operators("y"), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Layer_normalization_is_one_kernel(bool shared, bool bias)
    {
        var test = Norm(shared, "w");
        if (bias) test.Node("Add", "y", "m b");
        Assert.Equal("LayerNormalization", test.Operators(bias ? "y" : "m"));
    }

    [Fact]
    public void Layer_normalization_whose_scale_does_not_fit_stays_apart() =>
        Assert.DoesNotContain("LayerNormalization", Norm(true, "one1").Node("Add", "y", "m b").Operators("y"), StringComparison.Ordinal);

    [Fact]
    public void Layer_normalization_whose_variance_is_an_output_stays_apart() =>
        Assert.DoesNotContain("LayerNormalization", Norm(true, "w").Operators("v", "m"), StringComparison.Ordinal);

    [Fact]
    public void Layer_normalization_whose_bias_is_the_whole_tensor_keeps_the_sum_outside() =>
        Assert.Equal("LayerNormalization FusedPointwise", Norm(true, "w").Input("z", 3, 5, 16).Node("Add", "y", "m z")
            .Node("Abs", "a", "y").Operators("a"));

    [Fact]
    public void Means_over_another_axis_are_no_layer_normalization() =>
        Assert.DoesNotContain("LayerNormalization", Norm(true, "w", NodeAttribute.IntList("axes", [1])).Operators("m"), StringComparison.Ordinal);

    private static FusionCase Norm(bool shared, string scale, NodeAttribute? axes = null)
    {
        var over = axes ?? LastAxis;
        var test = new FusionCase().Opset(13).Input("x", 3, 5, 16).Weight("w", 16).Weight("b", 16).Weight("one1", 1).Real("eps", 1e-3)
            .Real("two", 2).Node("ReduceMean", "u", "x", over).Node("Sub", "d", "x u");
        if (!shared) test.Node("Sub", "d2", "x u");
        return test.Node("Pow", "q", shared ? "d two" : "d2 two").Node("ReduceMean", "v", "q", over).Node("Add", "e", "v eps")
            .Node("Sqrt", "r", "e").Node("Div", "n", "d r").Node("Mul", "m", $"n {scale}");
    }

    private static FusionCase Numbers() => new FusionCase().Input("x", 3, 9).Real("r2", Math.Sqrt(2)).Real("ir2", Math.Sqrt(0.5)).Real("one", 1)
        .Real("half", 0.5).Real("quarter", 0.25).Real("two", 2).Real("three", 3).Real("cubic", 0.044715).Real("root", Math.Sqrt(2 / Math.PI));
}
