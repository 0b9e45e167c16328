using ActorSim.Actors.Noc;
using ActorSim.Tests.Laws;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Arbitration at one destination against the rule written down naively, cycle by cycle.</summary>
public class CrossbarIngressTests
{
    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(3, 10, 0.2)]
    [InlineData(16, 10, 0.05)]
    [InlineData(16, 10, 0.3)]
    [InlineData(65, 1, 0.02)]
    [InlineData(130, 63, 0.008)]
    [InlineData(200, 64, 0.01)]
    [InlineData(64, 200, 0.03)]
    [InlineData(5, 4096, 0.1)]
    public void Packets_leave_in_the_cycles_and_order_of_the_naive_model(int sources, int latency, double rate)
    {
        var random = new Random((sources * 7919) + latency);
        var ingress = new CrossbarIngress(sources, latency);
        var naive = new SlowCrossbar(new CrossbarSpec(latency), sources);
        var tag = 0;
        for (long cycle = 0; cycle < 3000 + (2 * latency); cycle++)
        {
            // Bursts, then silence, so that queues fill and drain.
            for (var s = 0; cycle % 400 < 200 && s < sources; s++)
            {
                if (random.NextDouble() < rate)
                {
                    naive.Push(cycle, s, tag);
                    ingress.Push(cycle, s, tag * 32L, tag++);
                }
            }

            var expected = naive.Take(cycle);
            Assert.Equal(expected >= 0, ingress.TryTake(cycle, out var packet));
            if (expected >= 0)
            {
                Assert.Equal(new CrossbarPacket(expected * 32L, expected), packet);
            }

            Assert.Equal(naive.Waiting, ingress.Waiting);
            AssertNext(naive.Next(cycle), ingress.NextCycle(cycle));
        }

        Assert.True(tag > 50);
    }

    [Fact]
    public void Stepping_only_through_the_cycles_that_it_names_gives_the_same()
    {
        var random = new Random(5);
        var (every, some) = (new CrossbarIngress(20, 30), new CrossbarIngress(20, 30));
        var pushes = Enumerable.Range(0, 400).Select(n => (Cycle: (long)random.Next(20_000), Source: random.Next(20), Tag: n))
            .OrderBy(p => p.Cycle).ToArray();
        var takenByAll = new List<(long, int)>();
        for (long cycle = 0; cycle < 21_000; cycle++)
        {
            foreach (var p in pushes.Where(p => p.Cycle == cycle))
            {
                every.Push(cycle, p.Source, 0, p.Tag);
            }

            if (every.TryTake(cycle, out var packet))
            {
                takenByAll.Add((cycle, packet.Tag));
            }
        }

        Assert.Equal(takenByAll, Skipping(some, pushes));
    }

    [Fact]
    public void Lone_packet_is_due_after_exactly_the_latency()
    {
        var ingress = new CrossbarIngress(4, 10);
        ingress.Push(100, 2, 0, 7);
        Assert.Equal(110, ingress.NextCycle(100));
        Assert.False(ingress.TryTake(109, out _));
        Assert.True(ingress.TryTake(110, out var packet));
        Assert.Equal(7, packet.Tag);
    }

    /// <summary>Of a pipelined crossbar, whose links have the latency: what comes competes at once, one of a source per cycle.</summary>
    [Fact]
    public void Without_latency_a_packet_is_due_when_it_comes()
    {
        var ingress = new CrossbarIngress(4, 0);
        ingress.Push(110, 2, 0, 7);
        ingress.Push(110, 2, 0, 8);
        Assert.True(ingress.TryTake(110, out var packet));
        Assert.Equal((7, 111), (packet.Tag, ingress.NextCycle(110)));
        Assert.True(ingress.TryTake(111, out packet));
        Assert.Equal((8, long.MaxValue), (packet.Tag, ingress.NextCycle(111)));
    }

    private static List<(long, int)> Skipping(CrossbarIngress ingress, (long Cycle, int Source, int Tag)[] pushes)
    {
        var taken = new List<(long, int)>();
        var at = 0;
        long cycle = -1;
        while (true)
        {
            cycle = Math.Min(at < pushes.Length ? pushes[at].Cycle : long.MaxValue, ingress.NextCycle(cycle));
            if (cycle == long.MaxValue)
            {
                return taken;
            }

            for (; at < pushes.Length && pushes[at].Cycle == cycle; at++)
            {
                ingress.Push(cycle, pushes[at].Source, 0, pushes[at].Tag);
            }

            if (ingress.TryTake(cycle, out var packet))
            {
                taken.Add((cycle, packet.Tag));
            }
        }
    }

    // A lower bound is enough, but it must not be later, nor be missing while packets wait.
    private static void AssertNext(long naive, long next)
    {
        Assert.True(next <= naive, $"next cycle {next}, a packet can be taken in {naive}");
        Assert.Equal(naive == long.MaxValue, next == long.MaxValue);
    }
}
