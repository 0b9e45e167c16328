using ActorSim.Dram.ChannelMaps;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram;

/// <summary>The memory behind the interconnect.</summary>
/// <param name="Channels">Number of channels, 1 to 65536; the channel map may allow fewer values.</param>
/// <param name="ChannelMap">A name of <see cref="ChannelMapCatalog"/>.</param>
/// <param name="Model">A name of <see cref="DramCatalog"/>: "fixed", or one of the command-level models "hbm2" and "standard", whose
/// answers find their port by address (docs/timing.md).</param>
/// <param name="FixedLatencyCycles">Of the fixed model: DRAM cycles, 0 to 2^31 - 1.</param>
public sealed record DramSpec(int Channels, string ChannelMap, string Model, int FixedLatencyCycles)
{
    /// <summary>Organisation and timing of the model "hbm2".</summary>
    public DramStandard Standard { get; init; } = Hbm2.Togsim;

    /// <summary>Queues and policies of the model "hbm2".</summary>
    public HbmControllerSpec Controller { get; init; } = new();

    /// <summary>Standard, queues and policies of the model "standard".</summary>
    public DramSetup Setup { get; init; } = DramStandardCatalog.Setup("HBM2-2000");

    /// <summary>Bytes of all channels together; null if the model bounds no address.</summary>
    public long? CapacityBytes => Model switch
    {
        DramCatalog.Hbm2Controller => Standard.CapacityBytes * Channels,
        DramCatalog.Standard => Setup.Standard.CapacityBytes * Channels,
        _ => null,
    };
}
