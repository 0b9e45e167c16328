using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Dram;
using ActorSim.Frontend.Generators;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Tests.Determinism;

/// <summary>A trace, or two in two partitions, on a machine: what every way of running it must agree on.</summary>
public sealed record MachineCase(string Load, string Memory, int Cores)
{
    /// <summary>One seed of the random generator with every kind of record in it.</summary>
    private const int RandomSeed = 11;

    private const long SecondArrival = 1500;

    public CrossbarKind Crossbar { get; init; } = CrossbarKind.Reference;

    /// <summary>A topology in place of the crossbar, with its routing: "mesh5x4 xy".</summary>
    public string? Network { get; init; }

    public static IReadOnlyList<string> Loads { get; } = ["gemm256", "layernorm", "attention", "tenants", "random", "embedding"];

    public static IReadOnlyList<string> Memories { get; } = [DramCatalog.Fixed, DramCatalog.Hbm2Controller];

    /// <summary>Runs the case once on a machine of its own.</summary>
    public MachineOutcome Run(ISynchronizer synchronizer)
    {
        var machineSpec = Machine();
        var spec = Network is null ? machineSpec.ToSpec() : machineSpec.ToSpec() with { Network = NetworkSpecs.Of(Network, Cores, machineSpec.Channels) };
        using var source = new TraceWorkSource(spec.Scheduler, spec.Cores, Requests(), spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        var machine = MachineBuilder.Build(spec, source);
        return MachineOutcome.Of(machine, Simulation.Run(machine, synchronizer));
    }

    // Three clocks that never tick together keep the crossings honest; the others run the oracle's single clock.
    private OracleMachine Machine()
    {
        var machine = new OracleMachine
        {
            Cores = Cores,
            Dram = Memory,
            Crossbar = Crossbar,
            SpadKb = Load == "random" ? new RandomTraceGenerator(RandomSeed).SafeSpadKb : 16384,
            Scheduler = Load == "tenants" && Cores > 1
                ? new SchedulerSpec(DispatchCatalog.RoundRobin, 1, [[0, 2], [1, 3]])
                : SchedulerSpec.Default,
        };
        return Load == "attention" ? machine with { CoreHz = 940_000_000, NocHz = 1_000_000_000, DramHz = 900_000_000 } : machine;
    }

    private TraceRequest[] Requests() => Load switch
    {
        "gemm256" => [Request(Gemm(256, 128), 0)],
        "layernorm" => [Request(Fixture.Togsim("ex_layernorm"), 0)],
        "attention" => [Request(Attention(), 0)],
        "tenants" => [Request(Gemm(256, 128), 0, 0), Request(Attention(), SecondArrival, Cores > 1 ? 1 : 0)],
        "random" => [Request(Write(new RandomTraceGenerator(RandomSeed).Emit), 0)],
        "embedding" => [Request(Fixture.Togsim("ex_embed_layernorm"), 0)],
        _ => throw new InvalidOperationException($"no load is called '{Load}'"),
    };

    private static TraceRequest Request(byte[] trace, long arrival, int? partition = null) =>
        new(new TraceReader(new MemoryStream(trace), "trace"), "trace", arrival, partition);

    private static byte[] Gemm(long size, long tile) => Write(sink => TraceGenerator.Emit(sink, new GeneratedTraceOptions(),
        new GemmGenerator(new GemmOptions { M = size, N = size, K = size, TileM = tile, TileN = tile, TileK = tile })));

    private static byte[] Attention() => Write(sink => TraceGenerator.Emit(sink, new GeneratedTraceOptions(),
        new AttentionGenerator(new AttentionOptions { Heads = 2, QueryLength = 128, KeyLength = 256, HeadSize = 64, TileQueries = 64 })));

    private static byte[] Write(Action<ITraceSink> emit)
    {
        var stream = new MemoryStream();
        using (var writer = new TraceWriter(stream))
        {
            emit(writer);
        }

        return stream.ToArray();
    }
}
