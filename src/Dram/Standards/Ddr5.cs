namespace ActorSim.Dram.Standards;

/// <summary>
/// DDR5 (JEDEC JESD79-5B). One command bus; ACT, RD and WR take two cycles. A 32-bit channel (half a DIMM) moves 64 bytes per burst of 16.
/// </summary>
public static class Ddr5
{
    /// <summary>DDR5-4800AN, 16 Gb x8 devices: Ramulator 2.1's preset DDR5_4800AN, speed bin 34-34-34.</summary>
    public static DramStandard Ddr5_4800 { get; } = Grade("DDR5-4800", 416, 34, 111) with { Wr = 72 };

    /// <summary>DDR5-6400AN, 16 Gb x8 devices: Ramulator 2.1's preset DDR5_6400AN, speed bin 46-46-46; tCK 312.5 ps taken as 312.</summary>
    public static DramStandard Ddr5_6400 { get; } = Grade("DDR5-6400", 312, 46, 149) with { Wr = 96 };

    /// <summary>
    /// A speed grade of the die: tCK in ps, nCL = nRCD = nRP, nRC. tRAS = 32 ns, tWR = 30 ns, tRTP = 7.5 ns, nCWL = nCL - 2, write-to-write within
    /// a bank group 20 ns, tRRD_S = 8 nCK, tRRD_L = max(8 nCK, 5 ns), tFAW = max(32 nCK, 10 to 13.333 ns), tRFC1 = 295 ns, tREFI = 3.9 us,
    /// tPPD = 2 nCK: JESD79-5B. Rank switch 2 cycles: assumed.
    /// tRFCsb = 130 ns and its interval tREFI / banks of a bank group serve the policy per-bank, bank by bank.
    /// </summary>
    private static DramStandard Grade(string name, int tckPs, int latency, int rc) => new()
    {
        Name = name,
        Family = "DDR5",
        Currents = null,
        Bus = CommandBus.Single,
        ChannelsPerDevice = 2,
        TckPs = tckPs,
        PseudoChannels = 1,
        BankGroups = 8,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 1024,
        DataBusBits = 32,
        PrefetchWords = 16,
        BurstCycles = 8,
        Cl = latency,
        Cwl = latency - 2,
        RcdRead = latency,
        RcdWrite = latency,
        Rp = latency,
        Ras = DramTime.Ns(32, tckPs),
        Rc = rc,
        Wr = DramTime.Ns(30, tckPs),
        Rtp = DramTime.AtLeast(12, 7.488m, tckPs),
        CcdS = 8,
        CcdL = DramTime.AtLeast(8, 4.992m, tckPs),
        CcdWriteS = 8,
        CcdWriteL = DramTime.AtLeast(32, 19.968m, tckPs),
        RrdS = 8,
        RrdL = DramTime.AtLeast(8, 5, tckPs),
        WtrS = DramTime.AtLeast(4, 2.496m, tckPs),
        WtrL = DramTime.AtLeast(16, 9.984m, tckPs),
        Faw = 32,
        Rfc = DramTime.Ns(295, tckPs),
        Refi = DramTime.Ns(3900, tckPs),
        Ppd = 2,
        RfcBank = DramTime.Ns(130, tckPs),
        Rrefd = DramTime.Ns(30, tckPs),
        RankSwitchCycles = 2,
        TurnaroundCycles = 4,
        ActivateCommandCycles = 2,
        ColumnCommandCycles = 2,
    };
}
