using ActorSim.Actors.Scheduler.Arrivals;
using Xunit;

namespace ActorSim.Tests.Laws.Tenants;

/// <summary>When requests arrive.</summary>
public class ArrivalLaws
{
    private const long Hz = 940_000_000;
    private const int Many = 100_000;

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(77UL)]
    public void Poisson_distances_are_exponential_of_the_given_mean(ulong seed)
    {
        const double Mean = 94_000;
        var cycles = Cycles(new PoissonArrivals(Interval.OfRate(10_000, Hz), seed, 0), Many);
        var distances = cycles.Zip(cycles.Prepend(0), (to, from) => (double)(to - from)).ToArray();
        var mean = distances.Average();

        // Four standard errors of each estimate.
        Assert.Equal(Mean, mean, Mean * 4 / Math.Sqrt(Many));
        Assert.Equal(1, Math.Sqrt(distances.Average(d => (d - mean) * (d - mean))) / Mean, 4 * Math.Sqrt(2.0 / Many));
        foreach (var x in new[] { 0.1, 0.5, 1, 2, 4 })
        {
            var share = Math.Exp(-x);
            Assert.Equal(share, distances.Count(d => d > x * Mean) / (double)Many, 4 * Math.Sqrt(share * (1 - share) / Many));
        }
    }

    [Fact]
    public void Poisson_distances_do_not_depend_on_the_ones_before()
    {
        var cycles = Cycles(new PoissonArrivals(Interval.OfRate(10_000, Hz), 5, 0), Many);
        var d = cycles.Zip(cycles.Prepend(0), (to, from) => (to - from) / 94_000.0).ToArray();
        var correlation = d.Skip(1).Zip(d, (b, a) => (a - 1) * (b - 1)).Average();
        Assert.InRange(correlation, -4 / Math.Sqrt(Many), 4 / Math.Sqrt(Many));
    }

    [Fact]
    public void Same_seed_same_cycles_other_seed_other_cycles()
    {
        long[] Of(ulong seed) => Cycles(new PoissonArrivals(Interval.OfRate(1000, Hz), seed, 7), 50);
        Assert.Equal(Of(3), Of(3));
        Assert.NotEqual(Of(3), Of(4));

        // Frozen: a seed in somebody's paper must mean the same cycles for ever.
        Assert.Equal(FrozenPoisson, Of(3).Take(4));
    }

    [Fact]
    public void Rates_and_times_are_exact_over_any_number_of_requests()
    {
        // 3 requests per second of 10^9 cycles, a third of a cycle left each time: the 3 n-th is due at n seconds sharp.
        var thirds = new PeriodicArrivals(Interval.OfRate(3, 1_000_000_000), 1, 0);
        var cycles = Cycles(thirds, 3001);
        Assert.Equal([0, 333_333_334, 666_666_667, 1_000_000_000], cycles.Take(4));
        Assert.Equal(1000L * 1_000_000_000, cycles[3000]);
        Assert.Equal(18_800, Interval.OfSeconds(0.00002m, Hz).Ceiling(1));
        Assert.Equal(16, Interval.OfCycles(1.5m).Ceiling(10) + 1);
        Assert.Equal(2, Interval.OfCycles(1.5m).Ceiling(1));
    }

    [Fact]
    public void Bursts_come_together_at_their_distance()
    {
        Assert.Equal([5, 5, 5, 105, 105, 105, 205], Cycles(new PeriodicArrivals(Interval.OfCycles(100), 3, 5), 7));
        Assert.Equal([9, 9, 9, 9], Cycles(new PeriodicArrivals(Interval.Zero, 2, 9), 4));
    }

    [Fact]
    public void Closed_clients_wait_for_their_answers()
    {
        var clients = new ClosedArrivals(2, 10);
        Assert.Equal([10, 10], Cycles(clients, 2));
        Assert.Equal(long.MaxValue, clients.Next);
        clients.OnAnswered(1, 60);
        Assert.Equal([60], Cycles(clients, 1));
        Assert.Equal(long.MaxValue, clients.Next);
    }

    private static long[] FrozenPoisson => [106651, 2448250, 3104780, 4795736];

    private static long[] Cycles(IArrivalProcess process, int count)
    {
        var cycles = new long[count];
        for (var n = 0; n < count; n++)
        {
            cycles[n] = process.Next;
            process.Take();
            Assert.True(n == 0 || cycles[n] >= cycles[n - 1]);
        }

        return cycles;
    }
}
