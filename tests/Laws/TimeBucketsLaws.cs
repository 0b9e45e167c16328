using ActorSim.Cli.Layers;
using Xunit;

namespace ActorSim.Tests.Laws;

public class TimeBucketsLaws
{
    [Fact]
    public void Nothing_is_lost_however_long_the_run_and_however_parts_are_added()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var (whole, parts) = (new TimeBuckets(), new[] { new TimeBuckets(), new TimeBuckets() });
            var (sum, end) = (0.0, 0L);
            for (var n = 0; n < 200; n++)
            {
                var from = random.NextInt64(1L << random.Next(1, 30));
                var to = from + random.NextInt64(0, 5000);
                var amount = random.Next(1, 100);
                whole.Add(from, to, amount);
                parts[n % 2].Add(from, to, amount);
                (sum, end) = (sum + amount, Math.Max(end, to));
            }

            parts[0].Add(parts[1]);
            Assert.Equal(sum, Total(whole), sum * 1e-9);
            Assert.Equal(whole.Width, parts[0].Width);
            for (var i = 0; i < TimeBuckets.Count; i++) Assert.Equal(whole.Amounts[i], parts[0].Amounts[i], sum * 1e-9);
            Assert.InRange(end, whole.Width == 1 ? 0 : (TimeBuckets.Count / 2 * whole.Width) + 1, TimeBuckets.Count * whole.Width);
        }
    }

    [Fact]
    public void An_interval_is_spread_by_its_share_of_each_bucket()
    {
        var buckets = new TimeBuckets();
        buckets.Widen(4);
        buckets.Add(2, 10, 8);
        Assert.Equal([2.0, 4, 2, 0], buckets.Amounts[..4].ToArray());
    }

    private static double Total(TimeBuckets buckets) => buckets.Amounts.ToArray().Sum();
}
