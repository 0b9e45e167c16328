namespace ActorSim.Dram.Standards;

/// <summary>
/// LPDDR5 (JEDEC JESD209-5B), bank-group mode, command clock a quarter of the data clock (CKR 4:1). One command bus; a command takes one
/// cycle, ACT two (ACT-1 and ACT-2, taken as one command), RD and WR two (the CAS command that starts the data clock comes with each).
/// A 16-bit channel moves 32 bytes per burst of 16.
/// </summary>
public static class Lpddr5
{
    /// <summary>
    /// LPDDR5-6400, 16 Gb x16. Cycles: Ramulator 2.1's preset LPDDR5_6400; tRRD = 5 ns, tFAW = 20 ns, tRFCab = 280 ns, tRFCpb = 160 ns,
    /// tREFI = 3.906 us, tREFIpb = 488 ns: JESD209-5B. nRREFD = tpbR2act of 7.5 ns (JESD209-5B).
    /// </summary>
    public static DramStandard Lpddr5_6400 { get; } = new()
    {
        Name = "LPDDR5-6400",
        Family = "LPDDR5",
        Currents = null,
        Bus = CommandBus.Single,
        TckPs = 1250,
        PseudoChannels = 1,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 1024,
        DataBusBits = 16,
        PrefetchWords = 16,
        BurstCycles = 2,
        Cl = 17,
        Cwl = 9,
        RcdRead = DramTime.AtLeast(2, 18, 1250),
        RcdWrite = DramTime.AtLeast(2, 18, 1250),
        Rp = DramTime.AtLeast(2, 18, 1250),
        RpAll = DramTime.AtLeast(2, 21, 1250),
        Ras = DramTime.AtLeast(3, 42, 1250),
        Rc = 49,
        Wr = DramTime.AtLeast(3, 34, 1250),
        Rtp = 8,
        CcdS = 2,
        CcdL = 4,
        RrdS = DramTime.AtLeast(4, 5, 1250),
        RrdL = DramTime.AtLeast(4, 5, 1250),
        WtrS = DramTime.AtLeast(4, 6.25m, 1250),
        WtrL = DramTime.AtLeast(4, 12, 1250),
        Faw = DramTime.AtLeast(16, 20, 1250),
        Rfc = DramTime.Ns(280, 1250),
        Refi = DramTime.Ns(3906, 1250),
        Ppd = 2,
        RfcBank = DramTime.Ns(160, 1250),
        Rrefd = DramTime.Ns(7.5m, 1250),
        RefiBank = DramTime.Ns(488, 1250),
        RankSwitchCycles = 2,
        ActivateCommandCycles = 2,
        ColumnCommandCycles = 2,
    };
}
