using ActorSim.Actors.Dma;
using ActorSim.Actors.Noc;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>A descriptor's way to requests: its address runs, then ports, cycles and channels; time per request.</summary>
[MemoryDiagnoser]
public class InjectionSuite
{
    private const int Rows = 128;
    private const int RowElements = 1024;
    private const int Requests = Rows * RowElements * 4 / 32;
    private readonly RequestRuns _runs = new();
    private readonly RequestInjector _injector;

    public InjectionSuite()
    {
        var clock = new Timebase(940_000_000).Clock("core", 940_000_000);
        _injector = new RequestInjector(new DmaSpec(16, 32), ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, 16), clock, clock);
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public long Runs()
    {
        _runs.Build(1 << 20, [Rows, RowElements], [RowElements * 4, 1], 4, 32);
        return _runs.Total;
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public long RunsAndInjection()
    {
        Runs();
        _injector.Begin(_runs, 1, new RequestTag(0, 0, false));
        long batches = 0;
        for (long limit = 0, done = 0; done == 0;)
        {
            done = _injector.InjectBefore(limit += 1024) ? 1 : 0;
            foreach (var channel in _injector.Touched)
            {
                var batch = _injector.TakeBatch(channel);
                batch.Release();
                batch.Release();
                batches++;
            }

            _injector.ClearTouched();
        }

        return batches;
    }
}
