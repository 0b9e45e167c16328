using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;

namespace ActorSim.Tests.Oracle;

/// <summary>The machine of the committed reference results (tests/Fixtures/togsim), and what tests vary of it.</summary>
public sealed record OracleMachine
{
    public const long Hz = 940_000_000;

    public int Cores { get; init; } = 1;

    public int Channels { get; init; } = 16;

    public int Latency { get; init; } = 100;

    public int SpadKb { get; init; } = 16384;

    public int Arrays { get; init; } = 2;

    public int WeightDepth { get; init; } = 2;

    public int Ports { get; init; } = 16;

    public int NocLatency { get; init; } = 10;

    public CrossbarKind Crossbar { get; init; } = CrossbarKind.Reference;

    public int RequestBytes { get; init; } = 32;

    public string Dram { get; init; } = DramCatalog.Fixed;

    public SchedulerSpec Scheduler { get; init; } = SchedulerSpec.Default;

    public long CoreHz { get; init; } = Hz;

    public long NocHz { get; init; } = Hz;

    public long DramHz { get; init; } = Hz;

    public MachineSpec ToSpec() => new()
    {
        Name = "oracle",
        Cores = Cores,
        CoreHz = CoreHz,
        NocHz = NocHz,
        DramHz = DramHz,
        Core = new CoreSpec(Arrays, WeightDepth, SpadKb * 1024L),
        Dma = new DmaSpec(Ports, RequestBytes),
        Noc = new CrossbarSpec(NocLatency, Crossbar),
        Dram = new DramSpec(Channels, ChannelMapCatalog.Ipoly, Dram, Latency),
        Scheduler = Scheduler,
    };
}
