using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram;

/// <summary>The memory models by name.</summary>
public static class DramCatalog
{
    public const string Fixed = "fixed";
    public const string Hbm2Controller = "hbm2";
    public const string Standard = "standard";

    public static IReadOnlyList<string> Names { get; } = [Fixed, Hbm2Controller, Standard];

    /// <summary>Whether answers find their port by the channel-local address (docs/timing.md) instead of by their channel.</summary>
    public static bool AnswersByAddress(DramSpec spec) => spec.Model is Hbm2Controller or Standard;

    /// <summary>A channel of the model.</summary>
    /// <exception cref="ArgumentException">Unknown model, or a specification that breaks a rule.</exception>
    public static IDramDevice Create(DramSpec spec) => spec.Model switch
    {
        Fixed => new FixedLatencyMemory(spec.FixedLatencyCycles),
        Hbm2Controller => new HbmChannel(spec.Standard, spec.Controller, new RoBaRaCoChMap(spec.Standard)),
        Standard => Create(spec.Setup),
        _ => throw new ArgumentException($"unknown memory model '{spec.Model}'; known: {string.Join(", ", Names)}", nameof(spec)),
    };

    /// <summary>
    /// A channel of a standard: the specialised one where it does the same faster (HBM with the default policies), else the general one.
    /// </summary>
    /// <exception cref="ArgumentException">A specification that breaks a rule.</exception>
    public static IDramDevice Create(DramSetup setup)
    {
        var (standard, spec) = setup;
        spec.Validate();
        return HbmChannel.Serves(standard, spec) ? CreateHbm(standard, spec, null) : new CommandChannel(standard, spec);
    }

    /// <summary>
    /// A channel for a host that offers requests itself and hears of them as observer (it keeps no answers): the specialised one where it
    /// does the same faster, else the general one.
    /// </summary>
    /// <exception cref="ArgumentException">A specification that breaks a rule.</exception>
    public static IDramController CreateOffered(DramSetup setup, DramCommandLog? log = null)
    {
        var (standard, spec) = setup;
        spec.Validate();
        IDramController channel = HbmChannel.ServesOffers(standard, spec)
            ? CreateHbm(standard, spec, log)
            : new CommandChannel(standard, spec, log);
        channel.KeepsAnswers = false;
        return channel;
    }

    private static HbmChannel CreateHbm(DramStandard standard, DramControllerSpec spec, DramCommandLog? log)
    {
        var hbm = new HbmControllerSpec
        {
            ReadBufferEntries = spec.ReadBufferEntries,
            WriteBufferEntries = spec.WriteBufferEntries,
            DrainHighPercent = spec.DrainHighPercent,
            DrainLowPercent = spec.DrainLowPercent,
            Refresh = spec.Refresh == RefreshCatalog.AllBank,
        };
        return new HbmChannel(standard, hbm, AddressMapCatalog.Create(spec.AddressMap, standard), log);
    }
}
