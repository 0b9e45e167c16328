namespace ActorSim.Dram.Standards;

/// <summary>
/// HBM3 (JEDEC JESD238A): 16 channels of two 32-bit pseudo-channels, row and column command buses, bursts of 8 that move 32 bytes.
/// The half cycles of its row bus are rounded up: ACT takes 1.5 cycles there and 2 here, PRE and REF 0.5 there and 1 here.
/// </summary>
public static class Hbm3
{
    /// <summary>
    /// HBM3-6400, 16 Gb per channel. Cycles: Ramulator 2.1's preset HBM3_6400Mbps (tCK 625 ps); tRRD = 5 ns, tFAW = 15 ns,
    /// tRFCab = 450 ns, tRFCpb = 200 ns, tRREFD = 8 ns, tREFI = 3.9 us: the same preset's vendor-typical times.
    /// </summary>
    public static DramStandard Hbm3_6400 { get; } = new()
    {
        Name = "HBM3-6400",
        Family = "HBM3",
        Currents = null,
        ChannelsPerDevice = 16,
        TckPs = 625,
        PseudoChannels = 2,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 256,
        DataBusBits = 32,
        PrefetchWords = 8,
        BurstCycles = 2,
        Cl = 26,
        Cwl = 8,
        RcdRead = 26,
        RcdWrite = 14,
        Rp = 26,
        Ras = 48,
        Rc = 74,
        Wr = 24,
        Rtp = 6,
        CcdS = 2,
        CcdL = 4,
        RrdS = DramTime.AtLeast(4, 5, 625),
        RrdL = DramTime.AtLeast(4, 5, 625),
        WtrS = 8,
        WtrL = 12,
        Faw = DramTime.AtLeast(8, 15, 625),
        Rfc = DramTime.Ns(450, 625),
        Refi = DramTime.Ns(3900, 625),
        Ppd = 2,
        RfcBank = DramTime.Ns(200, 625),
        Rrefd = DramTime.AtLeast(3, 8, 625),
    };
}
