using ActorSim.Dram.ChannelMaps;
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
    public void A_name_that_is_no_map_and_a_count_out_of_range_are_refused()
    {
        Assert.Contains("known: ipoly, rotate, interleave", Assert.Throws<ArgumentException>(() => ChannelMapCatalog.Create("ipol", 16)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, 65537));
    }

    [Theory]
    [InlineData(16, "ipoly")]
    [InlineData(13, "ipoly")]
    [InlineData(17, "rotate")]
    [InlineData(48, "rotate")]
    [InlineData(128, "ipoly")]
    [InlineData(65535, "rotate")]
    [InlineData(65536, "ipoly")]
    public void Ipoly_names_the_map_that_stands_in_where_it_has_no_polynomial(int channels, string map)
    {
        Assert.Equal(map, ChannelMapCatalog.Effective(ChannelMapCatalog.Ipoly, channels));
        Assert.Equal(map, ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels).Name);
    }

    [Theory]
    [InlineData(1, 0b11)]
    [InlineData(2, 0b111)]
    [InlineData(3, 0b1011)]
    [InlineData(4, 0b10011)]
    [InlineData(5, 0b100101)]
    [InlineData(6, 0b1000011)]
    [InlineData(7, 0b10000011)]
    [InlineData(8, 0b100011101)]
    [InlineData(16, 0b1_0000_0000_0010_1101)]
    public void Least_primitive_polynomials_are_those_of_the_tables_of_coding_theory(int degree, int polynomial) =>
        Assert.Equal(polynomial, PrimitivePolynomials.Least(degree));

    [Theory]
    [InlineData(0b11111, 4)] // irreducible, but x has order 5
    [InlineData(0b10101, 4)] // a square
    [InlineData(0b100011011, 8)] // AES: irreducible, order 51
    [InlineData(0b110011, 5)] // divisible by x + 1
    public void Polynomials_that_are_not_primitive_are_found_out(int polynomial, int degree) =>
        Assert.False(PrimitivePolynomials.IsPrimitive(polynomial, degree));

    [Fact]
    public void Chosen_polynomials_divide_by_nothing_smaller()
    {
        for (var degree = 2; degree <= PrimitivePolynomials.MaxDegree; degree++)
        {
            var polynomial = PrimitivePolynomials.Least(degree);
            Assert.DoesNotContain(Enumerable.Range(2, (1 << ((degree / 2) + 1)) - 2), d => Remainder(polynomial, d) == 0);
        }
    }

    public static TheoryData<int> PowersOfTwo => [.. Enumerable.Range(4, 13).Select(n => 1 << n)];

    [Theory]
    [MemberData(nameof(PowersOfTwo))]
    public void Any_stride_of_a_power_of_two_visits_every_channel_once_per_round(int channels)
    {
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels);
        Assert.True(map.IsPlainXor);
        for (var stride = 0; stride <= 12; stride++)
        {
            // The second round of so many requests, so that bits above the round's take part.
            var visited = new bool[channels];
            for (long i = channels; i < 2L * channels; i++)
            {
                visited[map.ChannelOf(i << stride)] = true;
            }

            Assert.All(visited, Assert.True);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(17)]
    [InlineData(48)]
    [InlineData(96)]
    [InlineData(1000)]
    [InlineData(65535)]
    public void Rotate_gives_every_block_each_channel_once_whatever_their_number(int channels)
    {
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Rotate, channels);
        for (long block = 1; block < 400; block += 57)
        {
            Assert.Equal(channels, Enumerable.Range(0, channels).Select(i => map.ChannelOf((block * channels) + i)).Distinct().Count());
        }
    }

    // Strides at which plain interleaving uses one channel, or a few.
    [Theory]
    [InlineData(48)]
    [InlineData(96)]
    [InlineData(1000)]
    public void Rotate_spreads_strides_that_interleaving_piles_up(int channels)
    {
        var (rotate, plain) = (ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels), ChannelMapCatalog.Create(ChannelMapCatalog.Interleave, channels));
        foreach (var stride in new[] { channels, 2 * channels, 8 * channels, channels / 2, 4 * channels / 8 * 8 })
        {
            Assert.True(Fullest(plain, stride) >= 200);
            Assert.InRange(Fullest(rotate, stride), 100, 199);
        }
    }

    // Requests of the fullest channel where all together should have 100 each.
    private static int Fullest(ChannelMap map, int stride)
    {
        var counts = new int[map.Channels];
        for (long i = 0; i < 100L * map.Channels; i++)
        {
            counts[map.ChannelOf(i * stride)]++;
        }

        return counts.Max();
    }

    private static int Remainder(int dividend, int divisor)
    {
        var degree = int.Log2(divisor);
        while (dividend != 0 && int.Log2(dividend) >= degree)
        {
            dividend ^= divisor << (int.Log2(dividend) - degree);
        }

        return dividend;
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
