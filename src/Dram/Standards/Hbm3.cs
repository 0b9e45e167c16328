namespace ActorSim.Dram.Standards;

/// <summary>
/// HBM3 (JEDEC JESD238A): 16 channels of two 32-bit pseudo-channels, row and column command buses, bursts of 8 that move 32 bytes.
/// The half cycles of its row bus are rounded up: ACT takes 1.5 cycles there and 2 here, PRE and REF 0.5 there and 1 here.
/// </summary>
public static class Hbm3
{
    /// <summary>
    /// HBM3-6400, 16 Gb per channel. Cycles: Ramulator 2.1's preset HBM3_6400Mbps (commit c5b1c3a, tCK 625 ps), read-to-write 20 cycles as
    /// there; tFAW = 15 ns, tRFCab = 450 ns, tRFCpb = 200 ns, tRREFD = 8 ns, tREFI = 3.9 us: the same preset's vendor-typical times.
    /// </summary>
    public static DramStandard Hbm3_6400 { get; } = Grade("HBM3-6400", 625) with
    {
        Cl = 20,
        Cwl = 10,
        RcdRead = 31,
        RcdWrite = 15,
        Rp = 26,
        Ras = 45,
        Rc = 72,
        Wr = 33,
        Rtp = 9,
        TurnaroundCycles = 8,
        RrdS = 4,
        RrdL = 5,
        WtrS = 7,
        WtrL = 10,
    };

    /// <summary>
    /// HBM3E at 9.2 Gb/s per pin: a stack of 16 channels moves 1.18 TB/s (SK hynix and Micron, product pages of HBM3E). Its timings are not
    /// public: the nanoseconds of <see cref="Hbm3_6400"/> are assumed. 16 Gb per channel (a stack of 32 GiB): assumed; stacks that are sold have
    /// 24 and 36 GB, which rows of a power of two cannot give.
    /// </summary>
    public static DramStandard Hbm3e_9200 { get; } = Grade("HBM3E-9200", 435) with { TurnaroundCycles = 13 };

    // The nanoseconds of HBM3-6400 at another clock; between read and write data 5 ns.
    private static DramStandard Grade(string name, int tckPs) => new()
    {
        Name = name,
        Family = "HBM3",
        Currents = null,
        ChannelsPerDevice = 16,
        TckPs = tckPs,
        PseudoChannels = 2,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 256,
        DataBusBits = 32,
        PrefetchWords = 8,
        BurstCycles = 2,
        Cl = DramTime.Ns(12.5m, tckPs),
        Cwl = DramTime.Ns(6.25m, tckPs),
        RcdRead = DramTime.Ns(19.375m, tckPs),
        RcdWrite = DramTime.Ns(9.375m, tckPs),
        Rp = DramTime.Ns(16.25m, tckPs),
        Ras = DramTime.Ns(28.125m, tckPs),
        Rc = DramTime.Ns(45, tckPs),
        Wr = DramTime.Ns(20.625m, tckPs),
        Rtp = DramTime.Ns(5.625m, tckPs),
        CcdS = 2,
        CcdL = 4,
        RrdS = DramTime.Ns(2.5m, tckPs),
        RrdL = DramTime.Ns(3.125m, tckPs),
        WtrS = DramTime.Ns(4.375m, tckPs),
        WtrL = DramTime.Ns(6.25m, tckPs),
        Faw = DramTime.Ns(15, tckPs),
        Rfc = DramTime.Ns(450, tckPs),
        Refi = DramTime.Ns(3900, tckPs),
        Ppd = 2,
        RfcBank = DramTime.Ns(200, tckPs),
        Rrefd = DramTime.AtLeast(3, 8, tckPs),
    };
}
