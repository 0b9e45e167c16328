using ActorSim.Frontend.Compiler.Passes;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

/// <summary>Lane-banked strides: the examples of PyTorchSim's frontend, section 3.</summary>
public sealed class LaneBankingTests
{
    [Theory]
    [InlineData(new long[] { 2, 2, 3, 4, 128 }, new long[] { 3072, 1536, 512, 128, 1 }, 128, new long[] { 24, 12, 4, 1, 1 })]
    [InlineData(new long[] { 2, 2, 3, 4, 256 }, new long[] { 6144, 3072, 1024, 256, 1 }, 128, new long[] { 48, 24, 8, 2, 1 })]
    [InlineData(new long[] { 2, 2, 3, 4, 16 }, new long[] { 384, 192, 64, 16, 1 }, 8, new long[] { 48, 24, 8, 2, 1 })]
    public void Outer_strides_shrink_by_what_the_lanes_take(long[] shape, long[] strides, int lanes, long[] physical) =>
        Assert.Equal(physical, LaneBanking.PhysicalStrides(shape, strides, 4, 1, lanes));

    [Fact]
    public void Neighbours_that_stay_in_a_lane_count_with_their_run() =>
        Assert.Equal([4, 1], LaneBanking.PhysicalStrides([8, 30], [30, 1], 1, 4, 8).ToArray());

    [Fact]
    public void Without_a_lane_axis_nothing_changes() =>
        Assert.Equal([30, 1], LaneBanking.PhysicalStrides([8, 30], [30, 1], -1, 1, 8).ToArray());
}
