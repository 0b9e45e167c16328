using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

public sealed class EpilogueFusionLaws
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    public void Product_bias_residual_and_activation_are_one_kernel(string activation) =>
        Assert.Equal((1, 4), new FusionCase().Input("x", 2, 5, 6).Weight("w", 6, 7).Weight("b", 7).Input("r", 2, 5, 7)
            .Node("MatMul", "p", "x w").Node("Add", "q", "b p").Node("Add", "s", "q r").Node(activation, "y", "s").Kernels("y"));

    [Fact]
    public void Gemm_with_transposed_operands_keeps_its_bias() =>
        Assert.Equal((1, 2), new FusionCase().Input("x", 6, 5).Weight("w", 7, 6).Weight("b", 7)
            .Node("Gemm", "p", "x w b", NodeAttribute.Int("transA", 1), NodeAttribute.Int("transB", 1)).Node("Relu", "y", "p").Kernels("y"));

    [Fact]
    public void Gemm_with_factors_stays_apart() =>
        Assert.Equal((3, 3), new FusionCase().Input("x", 5, 6).Weight("w", 6, 7).Weight("b", 7)
            .Node("Gemm", "p", "x w b", NodeAttribute.Float("alpha", 2)).Node("Relu", "y", "p").Kernels("y"));

    [Theory]
    [InlineData("Relu", 1)]
    [InlineData("Gelu", 1)]
    [InlineData("Abs", 2)]
    public void Rows_of_a_product_may_be_seen_as_axes_before_the_sum(string activation, int kernels) =>
        Assert.Equal((kernels, 3), new FusionCase().Opset(20).Input("x", 10, 6).Weight("w", 6, 7).Weight("b", 7).Input("r", 2, 5, 7).Ints("s", 2, 5, 7)
            .Node("Gemm", "p", "x w b").Node("Reshape", "q", "p s").Node("Add", "a", "r q").Node(activation, "y", "a").Kernels("y"));

    [Fact]
    public void Reshape_of_columns_ends_the_kernel() =>
        Assert.Equal((2, 2), new FusionCase().Input("x", 10, 6).Weight("w", 6, 8).Ints("s", 10, 2, 4)
            .Node("MatMul", "p", "x w").Node("Reshape", "q", "p s").Node("Relu", "y", "q").Kernels("y"));

    [Theory]
    [InlineData(5, 7)]
    [InlineData(1, 7)]
    [InlineData(5, 1)]
    public void Bias_of_a_gemm_repeats_as_it_may(long rows, long columns) =>
        Assert.Equal((1, 2), new FusionCase().Input("x", 5, 6).Weight("w", 6, 7).Weight("b", rows, columns)
            .Node("Gemm", "p", "x w b").Node("Tanh", "y", "p").Kernels("y"));

    [Fact]
    public void Bias_may_have_leading_axes() =>
        Assert.Equal((1, 2), new FusionCase().Input("x", 2, 5, 6).Weight("w", 6, 7).Weight("b", 1, 1, 7)
            .Node("MatMul", "p", "x w").Node("Add", "y", "p b").Kernels("y"));

    [Fact]
    public void Product_of_batches_takes_a_residual_that_repeats() =>
        Assert.Equal((1, 3), new FusionCase().Input("x", 2, 3, 5, 6).Input("w", 3, 6, 7).Weight("r", 2, 1, 5, 1)
            .Node("MatMul", "p", "x w").Node("Add", "a", "p r").Node("Sigmoid", "y", "a").Kernels("y"));

    [Fact]
    public void Residual_that_repeats_is_added_in_the_kernel() =>
        Assert.Equal((1, 2), new FusionCase().Input("x", 2, 5, 6).Weight("w", 6, 7).Weight("r", 1, 5, 7)
            .Node("MatMul", "p", "x w").Node("Add", "y", "p r").Kernels("y"));

    [Fact]
    public void Addend_that_enlarges_the_result_stays_apart() =>
        Assert.Equal((2, 2), new FusionCase().Input("x", 1, 5, 6).Weight("w", 6, 7).Weight("r", 3, 5, 7)
            .Node("MatMul", "p", "x w").Node("Add", "y", "p r").Kernels("y"));

    [Fact]
    public void Value_that_is_an_output_or_read_twice_ends_the_kernel()
    {
        FusionCase Start() => new FusionCase().Input("x", 5, 6).Weight("w", 6, 7).Weight("b", 7).Node("MatMul", "p", "x w");
        Assert.Equal((2, 2), Start().Node("Relu", "y", "p").Kernels("p", "y"));
        Assert.Equal((3, 3), Start().Node("Relu", "y", "p").Node("Tanh", "z", "p").Kernels("y", "z"));
        Assert.Equal((2, 2), Start().Node("Add", "y", "p p").Kernels("y"));
    }

    [Fact]
    public void Batch_normalization_residual_and_activation_go_into_the_convolution() =>
        Assert.Equal((1, 4), Convolution().Node("BatchNormalization", "n", "p s t m v").Input("r", 2, 4, 6, 6).Node("Add", "a", "n r")
            .Node("Relu", "y", "a").Kernels("y"));

    [Fact]
    public void Batch_normalization_of_a_value_that_is_read_twice_stays_apart() =>
        Assert.Equal((2, 2), Convolution().Node("BatchNormalization", "n", "p s t m v").Kernels("p", "n"));

    [Theory]
    [InlineData(6, 1)]
    [InlineData(5, 2)]
    public void Clip_is_part_of_the_convolution_if_its_bounds_are_0_and_6(double high, int kernels) =>
        Assert.Equal((kernels, 2), Convolution().Real("low", 0).Real("high", high).Node("Clip", "y", "p low high").Kernels("y"));

    [Fact]
    public void Channel_bias_of_a_convolution_may_come_as_an_addition() =>
        Assert.Equal((1, 2), Convolution(false).Weight("c", 1, 4, 1, 1).Node("Add", "y", "p c").Kernels("y"));

    [Fact]
    public void Sum_of_two_convolutions_goes_into_one_of_them() =>
        Assert.Equal((2, 4), Convolution().Weight("w2", 4, 3, 1, 1).Node("Conv", "q", "x w2")
            .Node("Add", "a", "p q").Node("Relu", "y", "a").Kernels("y"));

    [Fact]
    public void Depthwise_convolution_takes_residual_and_activation() =>
        Assert.Equal((1, 3), new FusionCase().Input("x", 1, 8, 5, 5).Weight("w", 8, 1, 3, 3).Weight("b", 8).Input("r", 1, 8, 3, 3)
            .Node("Conv", "p", "x w b", NodeAttribute.Int("group", 8)).Node("Add", "a", "r p").Node("Relu", "y", "a").Kernels("y"));

    [Fact]
    public void Transposed_operands_and_results_are_strides_of_the_product() =>
        Assert.Equal("FusedMatMul", new FusionCase().Input("x", 2, 5, 3, 6).Weight("w", 2, 3, 7, 6).Weight("b", 7)
            .Node("Transpose", "xt", "x", NodeAttribute.IntList("perm", [0, 2, 1, 3]))
            .Node("Transpose", "wt", "w", NodeAttribute.IntList("perm", [0, 1, 3, 2])).Node("MatMul", "p", "xt wt").Node("Add", "a", "p b")
            .Node("Relu", "q", "a").Node("Transpose", "y", "q", NodeAttribute.IntList("perm", [2, 0, 1, 3])).Operators("y"));

    [Fact]
    public void Transpose_that_is_an_output_stays() =>
        Assert.Equal("Transpose FusedMatMul", new FusionCase().Input("x", 5, 6).Weight("w", 7, 6)
            .Node("Transpose", "wt", "w", NodeAttribute.IntList("perm", [1, 0])).Node("MatMul", "y", "x wt").Operators("wt", "y"));

    [Fact]
    public void Transpose_that_turns_the_rows_of_a_result_stays() =>
        Assert.Equal("FusedMatMul Transpose", new FusionCase().Input("x", 5, 6).Weight("w", 6, 7)
            .Node("MatMul", "p", "x w").Node("Transpose", "y", "p", NodeAttribute.IntList("perm", [1, 0])).Operators("y"));

    [Fact]
    public void Transpose_of_columns_that_were_seen_as_rows_stays() =>
        Assert.Equal("FusedMatMul Transpose", new FusionCase().Input("x", 10, 6).Weight("w", 6, 7).Ints("s", 2, 5, 7).Node("MatMul", "p", "x w")
            .Node("Reshape", "q", "p s").Node("Transpose", "y", "q", NodeAttribute.IntList("perm", [1, 0, 2])).Operators("y"));

    private static FusionCase Convolution(bool bias = true) => new FusionCase().Input("x", 2, 3, 6, 6).Weight("w", 4, 3, 3, 3).Weight("b", 4)
        .Weight("s", 4).Weight("t", 4).Weight("m", 4).Positive("v", 4)
        .Node("Conv", "p", bias ? "x w b" : "x w", NodeAttribute.IntList("pads", [1, 1, 1, 1]));
}
