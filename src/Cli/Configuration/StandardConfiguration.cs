using ActorSim.Dram;
using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Reads a DRAM standard with its queues and policies: the keys of "dram.standard".</summary>
internal static class StandardConfiguration
{
    public const string Section = "dram.standard";
    private const string OfPreset = "preset";
    private const decimal PicosecondsPerSecond = 1e12m;

    public static DramSetup Read(HoconObject c)
    {
        var setup = Hbm2Keys.Checked(c, h => Setup(c, h), Section);
        if (c.GetString("dram.model") == DramCatalog.Standard)
        {
            RequireClock(c, setup.Standard);
        }

        return setup;
    }

    private static DramSetup Setup(HoconObject c, Hbm2Keys h)
    {
        var setup = DramStandardCatalog.Setup(h.Text("name"));
        var standard = h["ranks"] is var ranks and > 0 ? setup.Standard with { Ranks = ranks } : setup.Standard;
        var controller = setup.Controller with
        {
            ReadBufferEntries = h["read-buffer"],
            WriteBufferEntries = h["write-buffer"],
            DrainHighPercent = h["drain-high-percent"],
            DrainLowPercent = h["drain-low-percent"],
            OffersPerCycle = h["offers-per-cycle"],
            OneAnswerPerCycle = true,
            Scheduler = c.GetName(Section + ".scheduler", SchedulerCatalog.Names),
            RowHitCap = h["row-hit-cap"],
            RowPolicy = c.GetName(Section + ".row-policy", RowPolicyCatalog.Names),
            RowTimeoutCycles = h["row-timeout"],
            Refresh = c.GetName(Section + ".refresh", RefreshCatalog.Names),
            AddressMap = h.Text("address-map") is var map && map.Equals(OfPreset, StringComparison.OrdinalIgnoreCase) ? setup.Controller.AddressMap : map,
        };
        AddressMapCatalog.Check(controller.AddressMap);
        _ = h.Text("refresh");
        _ = RefreshCatalog.Create(controller.Refresh, standard);
        _ = h["drain-low-percent"];
        controller.Validate();
        h.Done();
        standard.Validate();
        return setup with { Standard = standard, Controller = controller };
    }

    // A standard's cycles hold at its clock only.
    private static void RequireClock(HoconObject c, DramStandard standard)
    {
        const string Key = "dram.clock";
        var hz = Frequency.Read(c.Get(Key), Key);
        var period = PicosecondsPerSecond / Math.Max(1, hz);
        if (Math.Abs(period - standard.TckPs) > 1)
        {
            var fitting = (long)Math.Round(PicosecondsPerSecond / standard.TckPs / 1e6m) * 1_000_000;
            throw new HoconException(c.Get(Key).Origin,
                $"{Key} = {Frequency.Format(hz)} is a period of {period:F0} ps, but the cycles of {standard.Name} are {standard.TckPs} ps; "
                + $"set {Key} = {Frequency.Format(fitting)}");
        }
    }
}
