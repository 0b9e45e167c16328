using ActorSim.Cli.Errors;
using ActorSim.Dram;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Replay;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Cli.Dram;

/// <summary>The channels that a command of <c>actorsim dram</c> works on: a preset with the user's changes, and how many.</summary>
/// <param name="Name">The preset as the user named it.</param>
/// <param name="Setup">Standard and policies.</param>
/// <param name="Channels">1 to 4096.</param>
/// <param name="InterleaveBytes">Block of addresses that stays in one channel.</param>
internal sealed record ReplayMemory(string Name, DramSetup Setup, int Channels, int InterleaveBytes)
{
    private const int MostChannels = 4096;

    // The recorded runs of these presets let a trace of 2 GiB wrap round smaller channels.
    private const long OracleAddressBytes = 1L << 31;

    public DramStandard Standard => Setup.Standard;

    /// <summary>Addresses of one channel, bytes: those beyond are refused.</summary>
    public long AddressBytes => Standard.Name.StartsWith("oracle-hbm2", StringComparison.Ordinal)
        ? Math.Max(Standard.CapacityBytes, OracleAddressBytes)
        : Standard.CapacityBytes;

    /// <exception cref="InputException">The preset is not known, or a value is refused.</exception>
    public static ReplayMemory Create(string? name, int channels, IReadOnlyList<string> assignments)
    {
        if (name is null)
        {
            throw new InputException($"--standard: name a DRAM preset, one of: {string.Join(", ", DramStandardCatalog.Names)}");
        }

        if (channels is < 1 or > MostChannels)
        {
            throw new InputException($"--channels {channels} must be from 1 to {MostChannels}");
        }

        var changes = new MemoryChanges(Find(name));
        foreach (var assignment in assignments)
        {
            changes.Apply(assignment);
        }

        return new ReplayMemory(name, changes.Checked(), channels, changes.InterleaveBytes);
    }

    /// <summary>Fresh channels; command logs, if any, by channel.</summary>
    public IDramController[] Build(DramCommandLog[]? logs = null)
    {
        var channels = new IDramController[Channels];
        for (var i = 0; i < channels.Length; i++)
        {
            channels[i] = DramCatalog.CreateOffered(Setup, logs?[i]);
        }

        return channels;
    }

    public ReplayHost Host(IDramController[] channels, int offers, IReplayProgress? progress = null, bool latencyFromArrival = false) => new(
        channels, new ChannelInterleave(Channels, InterleaveBytes),
        new ReplayOptions(Standard.RequestBytes, AddressBytes, offers) { LatencyFromArrival = latencyFromArrival },
        Standard.ReadLatency, Standard.WriteData, progress);

    private static DramSetup Find(string name)
    {
        try
        {
            return DramStandardCatalog.Setup(name);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"--standard {name}: {e.Message}", e);
        }
    }
}
