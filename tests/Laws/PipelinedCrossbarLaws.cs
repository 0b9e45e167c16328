using ActorSim.Actors.Noc;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>A pipelined crossbar, of links that take the latency and arbitration at their end, against its rule visited cycle by cycle.</summary>
public class PipelinedCrossbarLaws
{
    [Theory]
    [InlineData(1, 1, 0.6)]
    [InlineData(3, 10, 0.3)]
    [InlineData(16, 10, 0.05)]
    [InlineData(16, 20, 0.2)]
    [InlineData(70, 3, 0.02)]
    [InlineData(64, 200, 0.03)]
    [InlineData(5, 4096, 0.2)]
    public void Every_packet_is_taken_once_in_the_cycle_of_the_rule(int sources, int latency, double rate)
    {
        var spec = new CrossbarSpec(latency, CrossbarKind.Pipelined);
        var (slow, ingress) = (new SlowCrossbar(spec, sources), new CrossbarIngress(sources, spec.IngressCycles));
        var onLinks = new Queue<(long Arrival, int Source, int Tag)>();
        var random = new Random((sources * 31) + latency);
        var (pushed, taken) = (0, 0);
        for (long cycle = 0; cycle < 400 || slow.Waiting > 0; cycle++)
        {
            // Bursts, then silence; at times two of a source in a cycle.
            for (var n = cycle < 400 && cycle % 80 < 40 ? 2 * sources : 0; n > 0; n--)
            {
                if (random.NextDouble() < rate)
                {
                    slow.Push(cycle, n / 2 % sources, pushed);
                    onLinks.Enqueue((cycle + spec.LinkCycles, n / 2 % sources, pushed++));
                }
            }

            while (onLinks.TryPeek(out var next) && next.Arrival == cycle)
            {
                ingress.Push(cycle, next.Source, 0, onLinks.Dequeue().Tag);
            }

            var expected = slow.Take(cycle);
            Assert.Equal(expected, ingress.TryTake(cycle, out var packet) ? packet.Tag : -1);
            taken += expected >= 0 ? 1 : 0;
        }

        Assert.Equal((pushed, 0, 0), (taken, ingress.Waiting, onLinks.Count));
        Assert.True(pushed > 20);
    }

    [Theory]
    [InlineData(CrossbarKind.Reference, 0, 10, 3)]
    [InlineData(CrossbarKind.Pipelined, 10, 0, 22)]
    public void The_latency_is_the_links_or_the_queues(CrossbarKind kind, int link, int queue, int leastToAnswer)
    {
        var spec = new CrossbarSpec(10, kind);
        Assert.Equal((link, queue, leastToAnswer), (spec.LinkCycles, spec.IngressCycles, spec.LeastCyclesToAnswer));
    }
}
