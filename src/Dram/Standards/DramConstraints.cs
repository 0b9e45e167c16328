using static ActorSim.Dram.Standards.DramCommandKind;

namespace ActorSim.Dram.Standards;

/// <summary>
/// The constraint table of a standard, from its named timings. All standards share its form: what differs are the numbers, how many
/// cycles a command takes on its bus, and which parts exist (ranks, pseudo-channels, refresh of single banks).
/// Form: the tables of timings of JESD79-4 (DDR4), JESD79-5 (DDR5), JESD209-4 and -5 (LPDDR), JESD235 and JESD238 (HBM), JESD250 (GDDR6).
/// </summary>
public static class DramConstraints
{
    private static readonly DramCommandKind[] RowCommands = [Activate, Precharge, PrechargeAll, RefreshAll, RefreshBank];
    private static readonly DramCommandKind[] ColumnCommands = [Read, Write];

    /// <summary>All rows that can bind, with cycles counted between first command cycles.</summary>
    public static IReadOnlyList<DramConstraint> Of(DramStandard s)
    {
        var nominal = new List<DramConstraint>();
        nominal.AddRange(DataBus(s));
        nominal.AddRange(BetweenRanks(s));
        nominal.AddRange(OfRank(s));
        nominal.AddRange(OfRefresh(s));
        nominal.AddRange(OfGroupAndBank(s));
        var adjusted = nominal.Select(c => c with { Cycles = c.Cycles + Extra(s, c.Previous) - Extra(s, c.Next) });
        return CommandBuses(s).Concat(adjusted).Where(c => c.Cycles > 0 && Exists(s, c)).ToArray();
    }

    /// <summary>Cycles of the command bus that a command takes.</summary>
    public static int CommandCycles(DramStandard s, DramCommandKind kind) => kind switch
    {
        Activate => s.ActivateCommandCycles,
        Read or Write => s.ColumnCommandCycles,
        Precharge or PrechargeAll => s.PrechargeCommandCycles,
        _ => s.RefreshCommandCycles,
    };

    // The DRAM acts on a command once it has all of it.
    private static int Extra(DramStandard s, DramCommandKind kind) => CommandCycles(s, kind) - 1;

    private static bool Exists(DramStandard s, DramConstraint c) =>
        (s.RfcBank > 0 || (c.Previous != RefreshBank && c.Next != RefreshBank)) && (s.Ranks > 1 || c.Scope != DramScope.OtherRank);

    // One command of a cycle is what the controller's slots give; only longer ones need a row.
    private static IEnumerable<DramConstraint> CommandBuses(DramStandard s)
    {
        DramCommandKind[][] buses = s.Bus == CommandBus.Single ? [[.. RowCommands, .. ColumnCommands]] : [RowCommands, ColumnCommands];
        foreach (var bus in buses)
            foreach (var first in bus)
                foreach (var second in bus)
                    if (CommandCycles(s, first) is var cycles and > 1)
                        yield return new(DramScope.Channel, first, second, cycles, "command bus");
    }

    private static IEnumerable<DramConstraint> DataBus(DramStandard s) =>
    [
        new(DramScope.PseudoChannel, Read, Read, s.BurstCycles, "nBL"),
        new(DramScope.PseudoChannel, Write, Write, s.BurstCycles, "nBL"),
    ];

    private static IEnumerable<DramConstraint> BetweenRanks(DramStandard s) =>
    [
        new(DramScope.OtherRank, Read, Read, s.BurstCycles + s.RankSwitchCycles, "nBL + nCS"),
        new(DramScope.OtherRank, Read, Write, s.OtherRankReadToWrite, "nCL + nBL + nCS - nCWL"),
        new(DramScope.OtherRank, Write, Read, s.Cwl + s.BurstCycles + s.RankSwitchCycles - s.Cl, "nCWL + nBL + nCS - nCL"),
    ];

    private static IEnumerable<DramConstraint> OfRank(DramStandard s) =>
    [
        new(DramScope.Rank, Read, Read, s.CcdS, "nCCDS"),
        new(DramScope.Rank, Write, Write, s.WriteCcdS, "nCCDS_WR"),
        new(DramScope.Rank, Read, Write, s.ReadToWrite, "nCL + nBL + turnaround - nCWL"),
        new(DramScope.Rank, Write, Read, s.WriteData + s.WtrS, "nCWL + nBL + nWTRS"),
        new(DramScope.Rank, Read, PrechargeAll, s.Rtp, "nRTP"),
        new(DramScope.Rank, Write, PrechargeAll, s.WriteData + s.Wr, "nCWL + nBL + nWR"),
        new(DramScope.Rank, Activate, Activate, s.RrdS, "nRRDS"),
        new(DramScope.Rank, Activate, Activate, s.Faw, "nFAW", 4),
        new(DramScope.Rank, Activate, PrechargeAll, s.Ras, "nRAS"),
        new(DramScope.Rank, PrechargeAll, Activate, s.PrechargeAllCycles, "nRPab"),
        new(DramScope.Rank, Precharge, Precharge, s.Ppd, "nPPD"),
        new(DramScope.Rank, Precharge, PrechargeAll, s.Ppd, "nPPD"),
        new(DramScope.Rank, PrechargeAll, Precharge, s.Ppd, "nPPD"),
        new(DramScope.Rank, PrechargeAll, PrechargeAll, s.Ppd, "nPPD"),
    ];

    private static IEnumerable<DramConstraint> OfRefresh(DramStandard s) =>
    [
        new(DramScope.Rank, Activate, RefreshAll, s.Rc, "nRC"),
        new(DramScope.Rank, Precharge, RefreshAll, s.Rp, "nRP"),
        new(DramScope.Rank, PrechargeAll, RefreshAll, s.PrechargeAllCycles, "nRPab"),
        new(DramScope.Rank, RefreshAll, Activate, s.Rfc, "nRFC"),
        new(DramScope.Rank, RefreshAll, PrechargeAll, s.Rfc, "nRFC"),
        new(DramScope.Rank, RefreshBank, Activate, s.Rrefd, "nRREFD"),
        new(DramScope.Rank, RefreshBank, RefreshBank, s.Rrefd, "nRREFD"),
        new(DramScope.Rank, Activate, RefreshBank, s.RrdS, "nRRDS"),
        new(DramScope.Bank, RefreshBank, Activate, s.RfcBank, "nRFCpb"),
        new(DramScope.Bank, RefreshBank, RefreshBank, s.RfcBank, "nRFCpb"),
        new(DramScope.Bank, Activate, RefreshBank, s.Rc, "nRC"),
        new(DramScope.Bank, Precharge, RefreshBank, s.Rp, "nRP"),
    ];

    private static IEnumerable<DramConstraint> OfGroupAndBank(DramStandard s) =>
    [
        new(DramScope.BankGroup, Read, Read, s.CcdL, "nCCDL"),
        new(DramScope.BankGroup, Write, Write, s.WriteCcdL, "nCCDL_WR"),
        new(DramScope.BankGroup, Write, Read, s.WriteData + s.WtrL, "nCWL + nBL + nWTRL"),
        new(DramScope.BankGroup, Activate, Activate, s.RrdL, "nRRDL"),
        new(DramScope.Bank, Activate, Activate, s.Rc, "nRC"),
        new(DramScope.Bank, Activate, Read, s.RcdRead, "nRCDRD"),
        new(DramScope.Bank, Activate, Write, s.RcdWrite, "nRCDWR"),
        new(DramScope.Bank, Activate, Precharge, s.Ras, "nRAS"),
        new(DramScope.Bank, Precharge, Activate, s.Rp, "nRP"),
        new(DramScope.Bank, Read, Precharge, s.Rtp, "nRTP"),
        new(DramScope.Bank, Write, Precharge, s.WriteData + s.Wr, "nCWL + nBL + nWR"),
    ];
}

/// <summary>
/// A <paramref name="Next"/> command may not come earlier than <paramref name="Cycles"/> after the <paramref name="Window"/>-th last
/// <paramref name="Previous"/> command that shares <paramref name="Scope"/> with it. Cycles are counted between first command cycles,
/// as commands are issued and recorded; a value below 1 binds nothing.
/// </summary>
public sealed record DramConstraint(
    DramScope Scope, DramCommandKind Previous, DramCommandKind Next, int Cycles, string Source, int Window = 1);

/// <summary>The part of a channel that two commands must share for a constraint to bind them.</summary>
public enum DramScope : byte
{
    /// <summary>Anywhere in the channel.</summary>
    Channel,

    /// <summary>The same pseudo-channel (the same data bus).</summary>
    PseudoChannel,

    /// <summary>The same rank.</summary>
    Rank,

    /// <summary>Another rank of the same pseudo-channel.</summary>
    OtherRank,

    /// <summary>The same bank group.</summary>
    BankGroup,

    /// <summary>The same bank.</summary>
    Bank,
}
