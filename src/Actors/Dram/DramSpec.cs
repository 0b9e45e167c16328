namespace ActorSim.Actors.Dram;

/// <summary>The memory behind the interconnect.</summary>
/// <param name="Channels">Number of channels, 1 to 65536; the channel map may allow fewer values.</param>
/// <param name="ChannelMap">A name of <see cref="ChannelMapCatalog"/>.</param>
/// <param name="Model">A name of <see cref="DramCatalog"/>: "fixed", or "hbm2" for the command-level controller, whose answers
/// find their port by address (<see cref="AnswerRoutes"/>).</param>
/// <param name="FixedLatencyCycles">Of the fixed model: DRAM cycles, 0 to 2^31 - 1.</param>
public sealed record DramSpec(int Channels, string ChannelMap, string Model, int FixedLatencyCycles)
{
    public const int MaxChannels = 65536;

    /// <summary>Organisation and timing of the command-level model.</summary>
    public DramStandard Standard { get; init; } = Hbm2.Togsim;

    /// <summary>Queues and policies of the command-level model.</summary>
    public HbmControllerSpec Controller { get; init; } = new();
}
