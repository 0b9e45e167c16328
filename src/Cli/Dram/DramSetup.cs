using ActorSim.Actors.Dram;
using ActorSim.Actors.Dram.Replay;
using ActorSim.Hocon;

namespace ActorSim.Cli.Dram;

/// <summary>The channels that a command of <c>actorsim dram</c> works on: a preset with the user's changes, and how many.</summary>
internal sealed class DramSetup
{
    private const int MostChannels = 4096;

    private DramSetup(string name, DramStandard standard, HbmControllerSpec controller, int channels)
    {
        Name = name;
        Standard = standard;
        Controller = controller;
        Channels = channels;
    }

    public static IReadOnlyList<string> Names { get; } = ["oracle-hbm2pc", "hbm2-togsim"];

    public string Name { get; }

    public DramStandard Standard { get; }

    public HbmControllerSpec Controller { get; }

    public int Channels { get; }

    public int InterleaveBytes { get; private init; } = 2048;

    public long CapacityBytes => (long)Standard.PseudoChannels * Standard.BankGroups * Standard.BanksPerGroup * Standard.Rows
        * Standard.Columns * (Standard.DataBusBits / 8);

    /// <exception cref="InputException">The preset is not known, or a value is refused.</exception>
    public static DramSetup Create(string? name, int channels, IReadOnlyList<string> assignments)
    {
        if (name is null)
        {
            throw new InputException($"--standard: name a DRAM preset, one of: {string.Join(", ", Names)}");
        }

        if (!Names.Contains(name))
        {
            throw new InputException(
                $"--standard {name} is not known; did you mean '{NearestKey.Of(name, Names)}'? One of: {string.Join(", ", Names)}");
        }

        if (channels is < 1 or > MostChannels)
        {
            throw new InputException($"--channels {channels} must be from 1 to {MostChannels}");
        }

        var standard = name == "oracle-hbm2pc" ? Hbm2.MatchedPseudoChannel : Hbm2.Togsim;
        var spec = name == "oracle-hbm2pc" ? new HbmControllerSpec { ReadBufferEntries = 32, WriteBufferEntries = 32 } : new HbmControllerSpec();
        return new DramSetup(name, standard, spec, channels);
    }

    /// <summary>Fresh channels; command logs, if any, by channel.</summary>
    public IOfferedDevice[] Build(DramCommandLog[]? logs = null)
    {
        var channels = new IOfferedDevice[Channels];
        for (var i = 0; i < channels.Length; i++)
        {
            channels[i] = new HbmChannel(Standard, Controller, new RoBaRaCoChMap(Standard), logs?[i]);
        }

        return channels;
    }

    /// <summary>Addresses that a channel is asked for, bytes: its capacity, but the recorded runs of the HBM2 oracles let traces of 2 GiB
    /// wrap round smaller channels.</summary>
    public long AddressBytes => Name.StartsWith("oracle-hbm2", StringComparison.Ordinal) ? Math.Max(CapacityBytes, 1L << 31) : CapacityBytes;

    public ReplayOptions Options(int offers) => new(Standard.RequestBytes, AddressBytes, offers);
}
