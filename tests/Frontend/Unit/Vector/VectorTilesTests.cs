using ActorSim.Frontend.Compiler.Kernels.Loops;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit.Vector;

public sealed class VectorTilesTests
{
    [Theory]
    [InlineData(1, new long[] { 512 })]
    [InlineData(2, new long[] { 256, 256 })]
    [InlineData(3, new long[] { 2, 512, 128 })]
    [InlineData(5, new long[] { 1, 1, 2, 512, 128 })]
    public void The_initial_tile_follows_the_number_of_axes(int rank, long[] expected) =>
        Assert.Equal(expected, VectorTiles.Initial(rank, 128));

    [Theory]
    [InlineData(32, 114, 0.1228)]
    [InlineData(512, 1000, 0.024)]
    public void The_padding_ratio_is_the_padded_part_of_the_extent(long tile, long extent, double ratio) =>
        Assert.Equal(ratio, VectorTiles.PaddingRatio(tile, extent), 4);

    [Theory]
    [InlineData(512, 1024, 512, 512)]
    [InlineData(512, 2048, 512, 512)]
    [InlineData(512, 1000, 500, 512)]
    [InlineData(512, 100, 100, 100)]
    [InlineData(256, 29, 29, 30)]
    [InlineData(256, 17, 17, 18)]
    [InlineData(256, 327, 164, 164)]
    [InlineData(256, 128, 128, 128)]
    [InlineData(256, 512, 256, 256)]
    [InlineData(256, 768, 256, 256)]
    public void A_large_tail_is_trimmed_and_lanes_are_filled_alike(long tile, long extent, long trimmed, long padded)
    {
        Assert.Equal(trimmed, VectorTiles.TrimLargeTail(tile, extent));
        Assert.Equal(padded, VectorTiles.PadLanes(trimmed, 128));
    }

    [Fact]
    public void The_row_of_447_is_cut_into_two_even_tiles() => Assert.Equal(224, VectorTiles.TrimLargeTail(256, 447));

    [Theory]
    [InlineData(30, 15)]
    [InlineData(128, 64)]
    [InlineData(512, 128)]
    public void A_tile_takes_a_lane_for_every_run(long tile, long lanes) => Assert.Equal(lanes, VectorTiles.UsedLanes(tile, 128));
}
