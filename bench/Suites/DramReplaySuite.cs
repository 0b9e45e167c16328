using ActorSim.Dram.Replay;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>A memory trace replayed on eight channels of HBM2; time per request of 64 bytes.</summary>
[MemoryDiagnoser]
public class DramReplaySuite
{
    private const int Requests = 1_000_000;
    private ReplayBenchmark _benchmark = null!;

    [ParamsSource(nameof(Loads))]
    public string Load { get; set; } = ReplayBenchmark.Saturated;

    public static IEnumerable<string> Loads => ReplayBenchmark.Loads;

    [GlobalSetup]
    public void Setup() => _benchmark = new ReplayBenchmark(Load, Requests);

    [Benchmark(OperationsPerInvoke = Requests)]
    public long Replay() => _benchmark.Run().Cycles;
}
