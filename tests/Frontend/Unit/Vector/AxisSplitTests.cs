using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit.Vector;

/// <summary>The pinned cases of PyTorchSim's frontend 2.6.</summary>
public sealed class AxisSplitTests
{
    private static readonly IndexVar A = IndexVar.Size("A", 2);
    private static readonly IndexVar B = IndexVar.Size("B", 2);
    private static readonly IndexVar C = IndexVar.Size("C", 2);

    [Fact]
    public void Floor_and_remainder_by_three_split_twelve_in_two() =>
        Assert.Equal("1 3 12", Chain(12, v => [IndexExpr.FloorDiv(v, 3), IndexExpr.Mod(v, 3)]));

    [Fact]
    public void Two_and_three_are_no_chain_of_six() =>
        Assert.Equal("none", Chain(6, v => [IndexExpr.FloorDiv(v, 2), IndexExpr.Mod(v, 3)]));

    [Fact]
    public void A_divisor_that_does_not_divide_contributes_nothing() =>
        Assert.Equal("none", Chain(10, v => [IndexExpr.FloorDiv(v, 3)]));

    [Fact]
    public void Group_norm_splits_its_channels() => Assert.Equal("1 2 6", Chain(6, v => [IndexExpr.FloorDiv(v, 2)]));

    [Fact]
    public void A_repeated_axis_splits_at_its_period() => Assert.Equal("1 8 16", Chain(16, v => [IndexExpr.Mod(v, 8)]));

    [Fact]
    public void Repeated_elements_split_at_their_number() => Assert.Equal("1 2 8", Chain(8, v => [IndexExpr.FloorDiv(v, 2)]));

    [Fact]
    public void A_permuted_and_reshaped_axis_splits_at_the_inner_extent() =>
        Assert.Equal("1 3 12", Chain(12, v => [IndexExpr.Mod(v, 3), IndexExpr.FloorDiv(v, 3)]));

    [Fact]
    public void Three_levels_need_two_boundaries() => Assert.Equal("1 4 12 24", Chain(24, v =>
        [IndexExpr.Mod(v, 4), IndexExpr.Mod(IndexExpr.FloorDiv(v, 4), 3), IndexExpr.FloorDiv(v, 12)]));

    [Fact]
    public void A_symbolic_extent_splits_at_its_factor() =>
        Assert.Equal("1 B A*B", Chain((IndexExpr)A * B, v => [IndexExpr.FloorDiv(v, B), IndexExpr.Mod(v, B)]));

    [Fact]
    public void Three_symbolic_levels_are_ordered_by_divisibility() =>
        Assert.Equal("1 C B*C A*B*C", Chain((IndexExpr)A * B * C, v =>
            [IndexExpr.FloorDiv(v, (IndexExpr)B * C), IndexExpr.Mod(IndexExpr.FloorDiv(v, C), B), IndexExpr.Mod(v, C)]));

    [Fact]
    public void Two_factors_that_do_not_divide_each_other_are_no_chain() =>
        Assert.Equal("none", Chain((IndexExpr)A * B, v => [IndexExpr.FloorDiv(v, A), IndexExpr.FloorDiv(v, B)]));

    [Fact]
    public void A_symbolic_extent_and_one_is_not_aligned() =>
        Assert.Equal("none", Chain((IndexExpr)A * B + 1, v => [IndexExpr.FloorDiv(v, B)]));

    private static string Chain(IndexExpr extent, Func<IndexExpr, IndexExpr[]> indices)
    {
        var axis = IndexVar.Loop("v", extent);
        var digits = indices(axis).SelectMany(IndexDigit.In).Where(d => d.Argument.AsVariable == axis);
        return RadixChain.Of(digits.SelectMany(d => RadixChain.Boundaries(d, extent)), extent) is { } chain
            ? string.Join(' ', chain) : "none";
    }
}
