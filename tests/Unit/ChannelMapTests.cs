using ActorSim.Actors.Dram;
using Xunit;

namespace ActorSim.Tests.Unit;

public class ChannelMapTests
{
    // The formula's own table, bit by bit (tests/Fixtures/togsim documents the source).
    private static readonly Dictionary<int, int[][]> Bits = new()
    {
        [16] = [[11, 10, 9, 8, 6, 4, 3, 0], [12, 8, 7, 6, 5, 3, 1, 0], [9, 8, 7, 6, 4, 2, 1], [10, 9, 8, 7, 5, 3, 2]],
        [32] = [[13, 12, 11, 10, 9, 6, 5, 3, 0], [14, 13, 12, 11, 10, 7, 6, 4, 1], [14, 10, 9, 8, 7, 6, 3, 2, 0],
            [11, 10, 9, 8, 7, 4, 3, 1], [12, 11, 10, 9, 8, 5, 4, 2]],
        [64] = [[18, 17, 16, 15, 12, 10, 6, 5, 0], [15, 13, 12, 11, 10, 7, 5, 1, 0], [16, 14, 13, 12, 11, 8, 6, 2, 1],
            [17, 15, 14, 13, 12, 9, 7, 3, 2], [18, 16, 15, 14, 13, 10, 8, 4, 3], [17, 16, 15, 14, 11, 9, 5, 4]],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Ipoly_is_the_parity_of_its_bits_xored_into_the_low_part(int channels)
    {
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels);
        var random = new Random(channels);
        for (var n = 0; n < 20_000; n++)
        {
            var t = random.NextInt64(1L << random.Next(1, 34));
            Assert.Equal(Naive(t, channels), map.ChannelOf(t));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Every_block_of_neighbours_visits_every_channel_once(int channels)
    {
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels);
        for (long block = 0; block < 5000; block += 7)
        {
            var visited = Enumerable.Range(0, channels).Select(i => map.ChannelOf((block * channels) + i)).Distinct();
            Assert.Equal(channels, visited.Count());
        }
    }

    [Fact]
    public void Interleave_takes_channels_in_turn()
    {
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Interleave, 12);
        Assert.All(Enumerable.Range(0, 100), t => Assert.Equal(t % 12, map.ChannelOf(t)));
    }

    [Fact]
    public void Ipoly_refuses_a_channel_count_without_polynomial_by_name()
    {
        var e = Assert.Throws<ArgumentException>(() => ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, 48));
        Assert.Contains("48", e.Message, StringComparison.Ordinal);
    }

    private static int Naive(long t, int channels)
    {
        var (high, low, v) = (t / channels, (int)(t % channels), 0);
        var table = Bits[Math.Max(16, channels)];
        for (var b = 0; b < table.Length; b++)
        {
            v |= ((low >> b & 1) ^ (int)(table[b].Sum(k => high >> k & 1) & 1)) << b;
        }

        return v % channels;
    }
}
