using ActorSim.Actors.Noc;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>Arbitration at one channel's ingress, one packet offered per cycle on average; time per packet.</summary>
[MemoryDiagnoser]
public class CrossbarSuite
{
    private const int Packets = 100_000;

    [Params(16, 64)]
    public int Sources { get; set; }

    [Benchmark(OperationsPerInvoke = Packets)]
    public long Ingress()
    {
        var ingress = new CrossbarIngress(Sources, 10);
        var random = new Random(1);
        long sum = 0;
        for (long cycle = 0; cycle < Packets; cycle++)
        {
            ingress.Push(cycle, random.Next(Sources), cycle * 32, 0);
            sum += ingress.TryTake(cycle, out var packet) ? packet.Address : 0;
        }

        return sum;
    }
}
