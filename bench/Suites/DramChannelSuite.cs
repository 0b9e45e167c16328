using ActorSim.Dram;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>Eight channels of a standard with the default policies; time per request over all of them.</summary>
[MemoryDiagnoser]
public class DramChannelSuite
{
    private const int Channels = 8;
    private const int PerChannel = 20_000;
    private const int Ahead = 256;
    private const int Span = 128;
    private const int SparseGap = 1000;
    private readonly long[] _addresses = new long[PerChannel];
    private DramSetup _setup = DramStandardCatalog.Setup("HBM2-1880");

    [Params("HBM2-1880", "DDR4-3200")]
    public string Standard { get; set; } = "HBM2-1880";

    [Params("sequential", "random", "sparse")]
    public string Load { get; set; } = "sequential";

    [GlobalSetup]
    public void Setup()
    {
        _setup = DramStandardCatalog.Setup(Standard);
        var bytes = _setup.Standard.RequestBytes;
        var random = new Random(1);
        for (var i = 0; i < PerChannel; i++) _addresses[i] = (Load == "sequential" ? i : random.NextInt64(1 << 22)) * bytes;
    }

    [Benchmark(OperationsPerInvoke = Channels * PerChannel)]
    public long Serve()
    {
        long cycles = 0;
        for (var i = 0; i < Channels; i++) cycles += Load == "sparse" ? Sparse(DramCatalog.Create(_setup)) : Saturated(DramCatalog.Create(_setup));
        return cycles;
    }

    private long Saturated(IDramDevice channel)
    {
        CompletionBuffer answers = default;
        long cycle = 0;
        int next = 0, held = 0;
        while (next < PerChannel || held > 0)
        {
            for (; held < Ahead && next < PerChannel; next++, held++) channel.Enqueue(cycle, _addresses[next], next, false);
            cycle += Span;
            channel.Advance(cycle, ref answers);
            held -= answers.Count;
            answers.Clear();
        }

        return cycle;
    }

    private long Sparse(IDramDevice channel)
    {
        CompletionBuffer answers = default;
        long cycle = 0;
        for (var next = 0; next < PerChannel; cycle += SparseGap)
        {
            channel.Enqueue(cycle, _addresses[next], next++, false);
            if (next % 64 != 0) continue;
            channel.Advance(cycle, ref answers);
            answers.Clear();
        }

        return cycle;
    }
}
