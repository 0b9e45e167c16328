using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>One HBM2 channel, saturated; time per request.</summary>
[MemoryDiagnoser]
public class HbmChannelSuite
{
    private const int Requests = 50_000;
    private const int Span = 500;
    private readonly long[] _addresses = new long[Requests];

    [Params("sequential", "random")]
    public string Addresses { get; set; } = "sequential";

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Requests; i++)
        {
            _addresses[i] = Addresses == "random" ? random.NextInt64(1 << 21) * 32 : i * 32L;
        }
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public long Serve()
    {
        var channel = new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));
        CompletionBuffer answers = default;
        long cycle = 0;
        var answered = 0;
        for (var next = 0; answered < Requests;)
        {
            for (var end = cycle + Span; cycle < end; cycle += 2)
            {
                if (next < Requests)
                {
                    channel.Enqueue(cycle, _addresses[next], next, next % 4 == 3);
                    next++;
                }
            }

            channel.Advance(cycle, ref answers);
            answered += answers.Count;
            answers.Clear();
        }

        return cycle;
    }
}
