namespace ActorSim.Dram.Standards;

/// <summary>
/// DDR5 (JEDEC JESD79-5B). One command bus; ACT, RD and WR take two cycles. A 32-bit channel (half a DIMM) moves 64 bytes per burst of 16.
/// </summary>
public static class Ddr5
{
    /// <summary>
    /// DDR5-4800AN, 16 Gb x8 devices. Cycles: Ramulator 2.1's preset DDR5_4800AN (speed bin 34-34-34, tRAS = 32 ns, tWR = 30 ns,
    /// tRTP = 7.5 ns, nCWL = nCL - 2, write-to-write within a bank group 20 ns). tRRD_S = 8 nCK, tRRD_L = max(8 nCK, 5 ns),
    /// tFAW = max(32 nCK, 13.333 ns), tRFC1 = 295 ns, tREFI = 3.9 us, tPPD = 2 nCK: JESD79-5B. Rank switch 2 cycles: assumed.
    /// tRFCsb = 130 ns and its interval tREFI / banks of a bank group serve the policy per-bank, bank by bank.
    /// </summary>
    public static DramStandard Ddr5_4800 { get; } = new()
    {
        Name = "DDR5-4800",
        Family = "DDR5",
        Currents = null,
        Bus = CommandBus.Single,
        ChannelsPerDevice = 2,
        TckPs = 416,
        PseudoChannels = 1,
        BankGroups = 8,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 1024,
        DataBusBits = 32,
        PrefetchWords = 16,
        BurstCycles = 8,
        Cl = 34,
        Cwl = 32,
        RcdRead = 34,
        RcdWrite = 34,
        Rp = 34,
        Ras = DramTime.Ns(32, 416),
        Rc = 111,
        Wr = 72,
        Rtp = DramTime.AtLeast(12, 7.488m, 416),
        CcdS = 8,
        CcdL = DramTime.AtLeast(8, 4.992m, 416),
        CcdWriteS = 8,
        CcdWriteL = 48,
        RrdS = 8,
        RrdL = DramTime.AtLeast(8, 5, 416),
        WtrS = DramTime.AtLeast(4, 2.496m, 416),
        WtrL = DramTime.AtLeast(16, 9.984m, 416),
        Faw = DramTime.AtLeast(32, 13.312m, 416),
        Rfc = DramTime.Ns(295, 416),
        Refi = DramTime.Ns(3900, 416),
        Ppd = 2,
        RfcBank = DramTime.Ns(130, 416),
        Rrefd = DramTime.Ns(30, 416),
        RankSwitchCycles = 2,
        TurnaroundCycles = 4,
        ActivateCommandCycles = 2,
        ColumnCommandCycles = 2,
    };
}
