using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

public sealed class AttentionFusionLaws
{
    private static readonly NodeAttribute Swap = NodeAttribute.IntList("perm", [0, 1, 3, 2]);
    private static readonly NodeAttribute Heads = NodeAttribute.IntList("perm", [0, 2, 1, 3]);

    [Theory]
    [InlineData("Mul", "scores scale")]
    [InlineData("Mul", "scale scores")]
    [InlineData("Div", "scores scale")]
    public void Scaled_attention_is_one_kernel(string op, string inputs) =>
        Assert.Equal("FusedAttention", Finish(Scores().Node(op, "masked", inputs)).Operators("y"));

    [Fact]
    public void Attention_without_scale_is_one_kernel() =>
        Assert.Equal("FusedAttention", Scores().Node("Softmax", "p", "scores", NodeAttribute.Int("axis", 3)).Node("MatMul", "y", "p v")
            .Operators("y"));

    [Theory]
    [InlineData(1, 1, 5, 7)]
    [InlineData(2, 1, 1, 7)]
    [InlineData(2, 3, 5, 7)]
    [InlineData(1, 3, 5, 1)]
    public void Added_mask_is_part_of_the_kernel(long batch, long heads, long queries, long keys) =>
        Assert.Equal("FusedAttention",
            Finish(Scores().Weight("mask", batch, heads, queries, keys).Node("Mul", "s", "scores scale").Node("Add", "masked", "s mask")).Operators("y"));

    [Fact]
    public void Mask_of_fewer_axes_may_come_first() => Assert.Equal("FusedAttention",
        Finish(Scores().Weight("mask", 5, 7).Node("Mul", "s", "scores scale").Node("Add", "masked", "mask s")).Operators("y"));

    [Fact]
    public void Mask_that_enlarges_the_scores_stays_apart() => Assert.DoesNotContain("FusedAttention",
        Finish(Scores(batch: 1).Weight("mask", 4, 1, 5, 7).Node("Mul", "s", "scores scale").Node("Add", "masked", "s mask")).Operators("y"),
        StringComparison.Ordinal);

    [Fact]
    public void Choice_becomes_a_mask() => Assert.Equal("FusedPointwise FusedAttention",
        Finish(Scores().Truth("seen", 5, 7, (q, k) => (q + k) % 3 > 0).Real("least", -1e30).Node("Mul", "s", "scores scale")
            .Node("Where", "masked", "seen s least")).Operators("y"));

    [Fact]
    public void Causal_choice_needs_no_mask() => Assert.Equal("FusedAttention",
        Finish(Scores().Truth("seen", 5, 7, (q, k) => k <= q + 2).Real("least", -1e30).Node("Mul", "s", "scores scale")
            .Node("Where", "masked", "seen s least")).Operators("y"));

    [Theory]
    [InlineData("LessOrEqual", "keys queries", 1)]
    [InlineData("GreaterOrEqual", "queries keys", 1)]
    [InlineData("LessOrEqual", "queries keys", 2)]
    public void Causal_choice_of_ranges_is_seen_by_its_direction(string op, string inputs, int kernels)
    {
        var test = new FusionCase().Input("q", 1, 1, 66, 4).Input("k", 1, 1, 70, 4).Input("v", 1, 1, 70, 4).Real("scale", 0.5).Real("least", -1e30)
            .IntTable("queries", 66, 1, 4).IntTable("keys", 1, 70, 0).Node("Transpose", "kt", "k", Swap).Node("MatMul", "scores", "q kt")
            .Node("Mul", "s", "scores scale").Node(op, "seen", inputs).Node("Where", "masked", "seen s least");
        Assert.Equal(kernels, Finish(test).Kernels("y").Fused);
    }

    [Fact]
    public void Choice_of_a_small_number_stays_apart() => Assert.DoesNotContain("FusedAttention",
        Finish(Scores().Truth("seen", 5, 7, (q, k) => k <= q + 2).Real("least", -3).Node("Mul", "s", "scores scale")
            .Node("Where", "masked", "seen s least")).Operators("y"), StringComparison.Ordinal);

    [Fact]
    public void Queries_before_all_keys_keep_their_mask() => Assert.Equal("FusedPointwise FusedAttention",
        Finish(Scores(queries: 7, keys: 5).Truth("seen", 7, 5, (q, k) => k <= q - 2).Real("least", -1e30).Node("Mul", "s", "scores scale")
            .Node("Where", "masked", "seen s least")).Operators("y"));

    [Fact]
    public void Probabilities_that_are_read_twice_stay() => Assert.DoesNotContain("FusedAttention",
        Finish(Scores().Node("Mul", "masked", "scores scale")).Operators("p", "y"), StringComparison.Ordinal);

    [Fact]
    public void Scores_that_are_read_twice_stay() => Assert.DoesNotContain("FusedAttention",
        Finish(Scores().Node("Mul", "masked", "scores scale")).Node("Abs", "z", "scores").Operators("y", "z"), StringComparison.Ordinal);

    [Fact]
    public void Softmax_over_queries_stays() => Assert.DoesNotContain("FusedAttention",
        Scores().Node("Softmax", "p", "scores", NodeAttribute.Int("axis", 2)).Node("MatMul", "y", "p v").Operators("y"), StringComparison.Ordinal);

    [Fact]
    public void Wide_heads_stay() => Assert.DoesNotContain("FusedAttention",
        Finish(Scores(width: 257).Node("Mul", "masked", "scores scale")).Operators("y"), StringComparison.Ordinal);

    [Fact]
    public void Heads_are_read_and_written_where_projections_have_them() => Assert.Equal(
        "FusedMatMul Reshape FusedMatMul Reshape FusedMatMul Reshape FusedAttention Reshape FusedMatMul",
        Projected("q", 5, 2).Projected("k", 7, 2).Projected("v", 7, 2).Real("scale", 0.5).Weight("wo", 8, 6)
            .Node("Transpose", "kt", "k", Swap).Node("MatMul", "scores", "q kt").Node("Mul", "s", "scores scale").Node("Softmax", "p", "s")
            .Node("MatMul", "o", "p v").Node("Transpose", "ot", "o", Heads).Ints("joined", 0, 0, 8).Node("Reshape", "oj", "ot joined")
            .Node("MatMul", "y", "oj wo").Operators("y"));

    [Fact]
    public void Repeated_keys_and_values_are_read_where_they_were() => Assert.Equal("FusedAttention",
        Grouped("k").Grouped("v").Input("q", 2, 6, 5, 4).Real("scale", 0.5).Node("Transpose", "kt", "kr", Swap).Node("MatMul", "scores", "q kt")
            .Node("Mul", "s", "scores scale").Node("Softmax", "p", "s").Node("MatMul", "y", "p vr").Operators("y"));

    private static FusionCase Projected(string name, long tokens, long heads) => new FusionCase().Projected(name, tokens, heads);

    private static FusionCase Grouped(string name) => new FusionCase().Grouped(name);

    private static FusionCase Scores(long batch = 2, long queries = 5, long keys = 7, long width = 4) => new FusionCase()
        .Input("q", batch, 3, queries, width).Input("k", batch, 3, keys, width).Input("v", batch, 3, keys, 6).Real("scale", 0.5)
        .Node("Transpose", "kt", "k", Swap).Node("MatMul", "scores", "q kt");

    private static FusionCase Finish(FusionCase test) =>
        test.Node("Softmax", "p", "masked", NodeAttribute.Int("axis", -1)).Node("MatMul", "y", "p v");
}
