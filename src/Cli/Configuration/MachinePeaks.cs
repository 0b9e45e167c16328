using ActorSim.Actors.Machine;
using ActorSim.Dram;
using ActorSim.Dram.Standards;

namespace ActorSim.Cli.Configuration;

/// <summary>What a machine can do at most.</summary>
internal static class MachinePeaks
{
    /// <summary>Bytes that can come and go in a core cycle: the least of what the memory, the crossbar and the DMA engines can do.</summary>
    public static double BytesPerCycle(MachineSpec spec)
    {
        double channels = spec.Dram.Channels;
        var noc = channels * spec.Dma.RequestBytes * spec.NocHz;
        var dma = (double)spec.Cores * spec.Dma.InjectionPorts * spec.Dma.RequestBytes * spec.CoreHz;
        var dram = StandardOf(spec.Dram) is { } standard
            ? channels * standard.PseudoChannels * standard.RequestBytes * spec.DramHz / standard.BurstCycles
            : noc;
        return Math.Min(dram, Math.Min(noc, dma)) / spec.CoreHz;
    }

    private static DramStandard? StandardOf(DramSpec dram) => dram.Model switch
    {
        DramCatalog.Hbm2Controller => dram.Standard,
        DramCatalog.Standard => dram.Setup.Standard,
        _ => null,
    };
}
