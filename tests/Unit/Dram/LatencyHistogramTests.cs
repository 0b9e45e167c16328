using ActorSim.Dram.Replay;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class LatencyHistogramTests
{
    [Fact]
    public void Nothing_recorded_is_all_zero()
    {
        var h = new LatencyHistogram();
        Assert.Equal((0, 0L, 0L, 0L, 0L), (h.Mean, h.Min, h.Max, h.Mode, h.Quantile(0.99)));
    }

    [Fact]
    public void Values_beyond_the_counted_ones_are_exact_too()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 2000).Select(i => i % 50 == 0 ? (1L << 21) + random.Next(1 << 20) : random.Next(3000)).ToArray();
        var h = new LatencyHistogram();
        foreach (var value in values)
        {
            h.Add(value);
        }

        Array.Sort(values);
        Assert.Equal(values[1000], h.Quantile(0.5));
        Assert.Equal(values[1980], h.Quantile(0.99));
        Assert.Equal((values[0], values[^1], values.Sum()), (h.Min, h.Max, h.Sum));
    }
}
