using ActorSim.Actors.Dma;
using ActorSim.Actors.Noc;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Which request leaves through which port in which cycle, against a queue stepped core cycle by core cycle.</summary>
public class RequestInjectorTests
{
    [Theory]
    [InlineData(1, 16, 940, 940)]
    [InlineData(16, 16, 940, 940)]
    [InlineData(16, 13, 940, 940)]
    [InlineData(7, 64, 940, 940)]
    [InlineData(16, 32, 500, 1500)]
    [InlineData(5, 16, 1500, 500)]
    [InlineData(16, 16, 940, 700)]
    public void Requests_leave_in_address_order_ports_in_turn_as_soon_as_the_interconnect_takes_them(int ports, int channels, long coreMhz, long nocMhz)
    {
        var timebase = new Timebase(coreMhz * 1_000_000, nocMhz * 1_000_000);
        var (core, noc) = (timebase.Clock("core", coreMhz * 1_000_000), timebase.Clock("noc", nocMhz * 1_000_000));
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels);
        var injector = new RequestInjector(new DmaSpec(ports, 32), map, core, noc);
        var naive = new Naive(ports, new ClockCrossing(core, noc));
        var random = new Random(ports + channels);
        long cycle = 3;
        var runs = new RequestRuns();
        for (var descriptor = 0; descriptor < 30; descriptor++)
        {
            runs.Build(random.Next(1 << 20), [random.Next(1, 12), random.Next(1, 300)], [random.Next(1, 5000), random.Next(1, 12)], 4, 32);
            injector.Begin(runs, cycle, new RequestTag(0, descriptor, false));
            var all = new List<(int Channel, long Cycle, int Port, long Address)>();
            for (var limit = cycle; !injector.InjectBefore(limit += random.Next(1, 30));)
            {
                Take(injector, all);
            }

            Take(injector, all);
            Assert.Equal(naive.Inject(runs, cycle, map), all.Order());
            cycle += Math.Max(1, (runs.Total + ports - 1) / ports) + (random.Next(3) * 40);
        }
    }

    private static void Take(RequestInjector injector, List<(int Channel, long Cycle, int Port, long Address)> all)
    {
        foreach (var channel in injector.Touched)
        {
            var batch = injector.TakeBatch(channel);
            for (var i = 0; i < batch.Count; i++)
            {
                all.Add((channel, batch.PushCycle(i), batch.Requests[i].Port, batch.Requests[i].Address));
            }

            batch.Release();
            batch.Release();
        }

        injector.ClearTouched();
    }

    private sealed class Naive(int ports, ClockCrossing toNoc)
    {
        private long _cycle;
        private int _used;

        public List<(int Channel, long Cycle, int Port, long Address)> Inject(RequestRuns runs, long coreCycle, ChannelMap map)
        {
            var all = new List<(int, long, int, long)>();
            var n = 0;
            foreach (var run in runs.Runs)
            {
                for (var t = run.First; t <= run.Last; t++, n++)
                {
                    var earliest = toNoc.AtOrAfter(coreCycle + (n / ports));
                    if (_used == ports)
                    {
                        (_cycle, _used) = (_cycle + 1, 0);
                    }

                    if (earliest > _cycle)
                    {
                        (_cycle, _used) = (earliest, 0);
                    }

                    all.Add((map.ChannelOf(t), _cycle, _used++, t / map.Channels * 32));
                }
            }

            return [.. all.Order()];
        }
    }
}
