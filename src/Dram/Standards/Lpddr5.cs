namespace ActorSim.Dram.Standards;

/// <summary>
/// LPDDR5 and LPDDR5X (JEDEC JESD209-5B and -5C), bank-group mode, command clock a quarter of the data clock (CKR 4:1). One command bus; a command
/// takes one cycle, ACT two (ACT-1 and ACT-2, taken as one command), RD and WR two (the CAS command that starts the data clock comes with each).
/// A 16-bit channel moves 32 bytes per burst of 16.
/// </summary>
public static class Lpddr5
{
    /// <summary>LPDDR5-6400, 16 Gb x16. Latencies, nWR, nRTP and nRC: Ramulator 2.1's preset LPDDR5_6400 (commit c5b1c3a).</summary>
    public static DramStandard Lpddr5_6400 { get; } = Grade("LPDDR5-6400", 1250) with { Cl = 17, Cwl = 9, Rc = 49, Wr = 28, Rtp = 8 };

    /// <summary>
    /// LPDDR5X-8533, 16 Gb x16: command clock 1066.67 MHz (8533 Mb/s over eight). Latencies and recovery: assumed to be the nanoseconds of
    /// <see cref="Lpddr5_6400"/>.
    /// </summary>
    public static DramStandard Lpddr5x_8533 { get; } = Grade("LPDDR5X-8533", 938);

    // tRCD = tRPpb = 18 ns, tRPab = 21 ns, tRAS = 42 ns, tRRD = 5 ns, tFAW = 20 ns, tWTR 6.25 and 12 ns, tRFCab = 280 ns, tRFCpb = 140 ns,
    // tREFI = 3.906 us, tREFIpb = 488 ns, nRREFD = tpbR2act of 7.5 ns: JESD209-5B, for 16 Gb.
    private static DramStandard Grade(string name, int tckPs) => new()
    {
        Name = name,
        Family = "LPDDR5",
        Currents = null,
        Bus = CommandBus.Single,
        TckPs = tckPs,
        PseudoChannels = 1,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 1024,
        DataBusBits = 16,
        PrefetchWords = 16,
        BurstCycles = 2,
        Cl = DramTime.Ns(21.25m, tckPs),
        Cwl = DramTime.Ns(11.25m, tckPs),
        RcdRead = DramTime.AtLeast(2, 18, tckPs),
        RcdWrite = DramTime.AtLeast(2, 18, tckPs),
        Rp = DramTime.AtLeast(2, 18, tckPs),
        RpAll = DramTime.AtLeast(2, 21, tckPs),
        Ras = DramTime.AtLeast(3, 42, tckPs),
        Rc = DramTime.Ns(60, tckPs),
        Wr = DramTime.AtLeast(3, 35, tckPs),
        Rtp = DramTime.Ns(10, tckPs),
        CcdS = 2,
        CcdL = 4,
        RrdS = DramTime.AtLeast(4, 5, tckPs),
        RrdL = DramTime.AtLeast(4, 5, tckPs),
        WtrS = DramTime.AtLeast(4, 6.25m, tckPs),
        WtrL = DramTime.AtLeast(4, 12, tckPs),
        Faw = DramTime.AtLeast(16, 20, tckPs),
        Rfc = DramTime.Ns(280, tckPs),
        Refi = DramTime.Ns(3906, tckPs),
        Ppd = 2,
        RfcBank = DramTime.Ns(140, tckPs),
        Rrefd = DramTime.Ns(7.5m, tckPs),
        RefiBank = DramTime.Ns(488, tckPs),
        RankSwitchCycles = 2,
        ActivateCommandCycles = 2,
        ColumnCommandCycles = 2,
    };
}
