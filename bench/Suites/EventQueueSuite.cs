using ActorSim.Bench.Models.Phold;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>The kernel alone: PHOLD, sequential. Divide by <see cref="Events"/> for the time of an event.</summary>
[MemoryDiagnoser]
public class EventQueueSuite
{
    public const int Events = 1_000_000;

    [Params(16, 1024)]
    public int Population { get; set; }

    [Benchmark(OperationsPerInvoke = Events)]
    public ulong Phold() => PholdBenchmark.Run(new PholdOptions { Lps = 16, Population = Population, Events = Events }).Digest;
}
