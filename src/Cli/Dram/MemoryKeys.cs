using System.Globalization;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Cli.Dram;

/// <summary>What <c>--set</c> can change of a preset. Timings are cycles.</summary>
internal static class MemoryKeys
{
    private static readonly (string Key, Func<DramSetup, string, DramSetup> Apply)[] Keys =
    [
        Policy("scheduler", (c, v) => c with { Scheduler = v }),
        Policy("row-hit-cap", (c, v) => c with { RowHitCap = Int(v) }),
        Policy("row-policy", (c, v) => c with { RowPolicy = v }),
        Policy("row-timeout", (c, v) => c with { RowTimeoutCycles = Int(v) }),
        Policy("refresh", (c, v) => c with { Refresh = v }),
        Policy("address-map", (c, v) => c with { AddressMap = v }),
        Policy("read-buffer", (c, v) => c with { ReadBufferEntries = Int(v) }),
        Policy("write-buffer", (c, v) => c with { WriteBufferEntries = Int(v) }),
        Policy("drain-high-percent", (c, v) => c with { DrainHighPercent = Int(v) }),
        Policy("drain-low-percent", (c, v) => c with { DrainLowPercent = Int(v) }),
        Data("tCK-ps", (s, v) => s with { TckPs = v }),
        Data("pseudo-channels", (s, v) => s with { PseudoChannels = v }),
        Data("ranks", (s, v) => s with { Ranks = v }),
        Data("bank-groups", (s, v) => s with { BankGroups = v }),
        Data("banks-per-group", (s, v) => s with { BanksPerGroup = v }),
        Data("rows", (s, v) => s with { Rows = v }),
        Data("columns", (s, v) => s with { Columns = v }),
        Data("data-bus-bits", (s, v) => s with { DataBusBits = v }),
        Data("prefetch-words", (s, v) => s with { PrefetchWords = v }),
        Data("nBL", (s, v) => s with { BurstCycles = v }),
        Data("nCL", (s, v) => s with { Cl = v }),
        Data("nCWL", (s, v) => s with { Cwl = v }),
        Data("nRCDRD", (s, v) => s with { RcdRead = v }),
        Data("nRCDWR", (s, v) => s with { RcdWrite = v }),
        Data("nRP", (s, v) => s with { Rp = v }),
        Data("nRAS", (s, v) => s with { Ras = v }),
        Data("nRC", (s, v) => s with { Rc = v }),
        Data("nWR", (s, v) => s with { Wr = v }),
        Data("nRTP", (s, v) => s with { Rtp = v }),
        Data("nCCDS", (s, v) => s with { CcdS = v }),
        Data("nCCDL", (s, v) => s with { CcdL = v }),
        Data("nRRDS", (s, v) => s with { RrdS = v }),
        Data("nRRDL", (s, v) => s with { RrdL = v }),
        Data("nWTRS", (s, v) => s with { WtrS = v }),
        Data("nWTRL", (s, v) => s with { WtrL = v }),
        Data("nFAW", (s, v) => s with { Faw = v }),
        Data("nRFC", (s, v) => s with { Rfc = v }),
        Data("nREFI", (s, v) => s with { Refi = v }),
    ];

    /// <summary>All keys, those that are not of the preset included.</summary>
    public static IReadOnlyList<string> Names { get; } = ["interleave", "clock", .. Keys.Select(k => k.Key)];

    /// <summary>How a key changes a preset; null if there is no such key.</summary>
    public static Func<DramSetup, string, DramSetup>? Find(string key) => Array.Find(Keys, k => k.Key == key).Apply;

    private static (string Key, Func<DramSetup, string, DramSetup> Apply) Policy(
        string key, Func<DramControllerSpec, string, DramControllerSpec> change) =>
        (key, (setup, value) =>
        {
            var changed = change(setup.Controller, value);

            // Names are refused here and now, so that the message has the assignment; watermarks are compared when all are known.
            (changed with { DrainHighPercent = 100, DrainLowPercent = 1 }).Validate();
            return setup with { Controller = changed };
        }
    );

    private static (string Key, Func<DramSetup, string, DramSetup> Apply) Data(string key, Func<DramStandard, int, DramStandard> change) =>
        (key, (setup, value) => setup with { Standard = change(setup.Standard, Int(value)) });

    private static int Int(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
