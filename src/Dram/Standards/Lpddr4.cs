namespace ActorSim.Dram.Standards;

/// <summary>
/// LPDDR4 (JEDEC JESD209-4B). One command bus; commands come in halves of two cycles: ACT (ACT-1, ACT-2) and RD, WR (RD-1 or WR-1, CAS-2)
/// take four, PRE and REF two. No bank groups. A 16-bit channel moves 32 bytes per burst of 16.
/// </summary>
public static class Lpddr4
{
    /// <summary>
    /// LPDDR4-3200, 8 Gb per die (4 Gb per channel). RL = 28, WL = 14 (set A, no DBI), tRCD = 18 ns, tRPpb = 18 ns, tRPab = 21 ns,
    /// tRAS = 42 ns, tWR = 18 ns, tRTP = 7.5 ns, tRRD = 10 ns, tFAW = 40 ns, tWTR = 10 ns, tRFCab = 180 ns, tRFCpb = 90 ns,
    /// tREFI = 3.904 us, tREFIpb = 488 ns, tPPD = 4 nCK. Turnaround 4 cycles covers tDQSCK (1.5 to 3.5 ns) in part: assumed.
    /// </summary>
    public static DramStandard Lpddr4_3200 { get; } = new()
    {
        Name = "LPDDR4-3200",
        Family = "LPDDR4",
        Currents = null,
        Bus = CommandBus.Single,
        ChannelsPerDevice = 2,
        TckPs = 625,
        PseudoChannels = 1,
        BankGroups = 1,
        BanksPerGroup = 8,
        Rows = 32768,
        Columns = 1024,
        DataBusBits = 16,
        PrefetchWords = 16,
        BurstCycles = 8,
        Cl = 28,
        Cwl = 14,
        RcdRead = DramTime.AtLeast(4, 18, 625),
        RcdWrite = DramTime.AtLeast(4, 18, 625),
        Rp = DramTime.AtLeast(4, 18, 625),
        RpAll = DramTime.AtLeast(4, 21, 625),
        Ras = DramTime.AtLeast(3, 42, 625),
        Rc = DramTime.Ns(60, 625),
        Wr = DramTime.AtLeast(6, 18, 625),
        Rtp = DramTime.AtLeast(8, 7.5m, 625),
        CcdS = 8,
        CcdL = 8,
        RrdS = DramTime.AtLeast(4, 10, 625),
        RrdL = DramTime.AtLeast(4, 10, 625),
        WtrS = DramTime.AtLeast(8, 10, 625),
        WtrL = DramTime.AtLeast(8, 10, 625),
        Faw = DramTime.Ns(40, 625),
        Rfc = DramTime.Ns(180, 625),
        Refi = DramTime.Ns(3904, 625),
        Ppd = 4,
        RfcBank = DramTime.Ns(90, 625),
        Rrefd = DramTime.Ns(60, 625),
        RefiBank = DramTime.Ns(488, 625),
        RankSwitchCycles = 4,
        TurnaroundCycles = 4,
        ActivateCommandCycles = 4,
        ColumnCommandCycles = 4,
        PrechargeCommandCycles = 2,
        RefreshCommandCycles = 2,
    };
}
