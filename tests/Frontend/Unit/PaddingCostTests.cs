using ActorSim.Frontend.Compiler.Tiling;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class PaddingCostTests
{
    [Fact]
    public void Alignment_is_stored_and_moved() => Assert.Equal(128 * 4, PaddingCost.AlignedBytes([100], [128], 4));

    [Fact]
    public void Alignment_of_129x61_to_256x64_multiplies_up() => Assert.Equal(256 * 64 * 4, PaddingCost.AlignedBytes([129, 61], [128, 64], 4));

    [Fact]
    public void A_masked_tail_costs_work_only() => Assert.Equal(100.0 / 128, PaddingCost.TailUtilisation([100], [128]));

    [Fact]
    public void Tiles_that_divide_lose_nothing() => Assert.Equal(1.0, PaddingCost.TailUtilisation([256, 1024], [128, 1024]));

    [Fact]
    public void Losses_of_axes_multiply() =>
        Assert.Equal(129.0 / 256 * (61.0 / 64), PaddingCost.TailUtilisation([129, 61], [128, 64]), 12);

    [Fact]
    public void An_aligned_array_still_can_lose_utilisation_and_the_other_way_round()
    {
        Assert.Equal(96 * 4, PaddingCost.AlignedBytes([96], [8], 4));
        Assert.Equal(0.75, PaddingCost.TailUtilisation([96], [128]));
        Assert.Equal(104 * 4, PaddingCost.AlignedBytes([100], [8], 4));
        Assert.Equal(1.0, PaddingCost.TailUtilisation([100], [50]));
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => PaddingCost.TailUtilisation([1, 2], [1]));
}
