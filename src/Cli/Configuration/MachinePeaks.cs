using ActorSim.Actors.Machine;
using ActorSim.Dram;
using ActorSim.Dram.Standards;

namespace ActorSim.Cli.Configuration;

/// <summary>What a machine can do at most.</summary>
internal static class MachinePeaks
{
    /// <summary>Bytes that can come and go in a core cycle: the least of what the memory, the crossbar and the DMA engines can do.</summary>
    public static double BytesPerCycle(MachineSpec spec) =>
        Math.Min(MemoryRate(spec) ?? double.MaxValue, Math.Min(NetworkRate(spec), EngineRate(spec))) / spec.CoreHz;

    /// <summary>Bytes per second of all channels' data buses; null for a memory whose only limit is its latency.</summary>
    public static double? MemoryRate(MachineSpec spec) => StandardOf(spec.Dram) is { } standard
        ? (double)spec.Dram.Channels * standard.PseudoChannels * standard.RequestBytes * spec.DramHz / standard.BurstCycles
        : null;

    /// <summary>Bytes per second between crossbar and channels.</summary>
    public static double NetworkRate(MachineSpec spec) => (double)spec.Dram.Channels * spec.Dma.RequestBytes * spec.NocHz;

    /// <summary>Bytes per second that all DMA engines inject.</summary>
    public static double EngineRate(MachineSpec spec) => (double)spec.Cores * spec.Dma.InjectionPorts * spec.Dma.RequestBytes * spec.CoreHz;

    private static DramStandard? StandardOf(DramSpec dram) => dram.Model switch
    {
        DramCatalog.Hbm2Controller => dram.Standard,
        DramCatalog.Standard => dram.Setup.Standard,
        _ => null,
    };
}
