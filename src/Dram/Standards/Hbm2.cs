namespace ActorSim.Dram.Standards;

/// <summary>HBM2 presets. Figures are data carried over from the runs they are compared with; the source is beside each group.</summary>
public static class Hbm2
{
    /// <summary>Of half a 128-bit channel. Source: DRAMsim3 (umd-memsys/DRAMsim3), configs/HBM2_4Gb_x128.ini.</summary>
    public static DramCurrents Currents { get; } = new(1.2, 65, 40, 55, 390, 500, 250, 0.5, "DRAMsim3 (umd-memsys/DRAMsim3), configs/HBM2_4Gb_x128.ini");

    /// <summary>
    /// The togsim machine's channel: 2 pseudo-channels, 940 MHz (tCK 1064 ps), 8 Gb. Source of all cycles: the machine description
    /// of the recorded hbm2_cN_chM runs. Secondary ones follow from nanoseconds: nFAW = ceil(15 ns), nRFC = ceil(350 ns),
    /// nREFI = ceil(3900 ns), nRRD = max(4, ceil(4 ns)), each divided by tCK.
    /// </summary>
    public static DramStandard Togsim { get; } = new()
    {
        Name = "HBM2-togsim",
        Family = "HBM2",
        Currents = Currents,
        TckPs = 1064,
        PseudoChannels = 2,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 128,
        DataBusBits = 64,
        PrefetchWords = 4,
        BurstCycles = 2,
        Cl = 14,
        Cwl = 5,
        RcdRead = 14,
        RcdWrite = 12,
        Rp = 14,
        Ras = 32,
        Rc = 46,
        Wr = 16,
        Rtp = 5,
        CcdS = 2,
        CcdL = 4,
        RrdS = 4,
        RrdL = 4,
        WtrS = 6,
        WtrL = 8,
        Faw = 15,
        Rfc = 329,
        Refi = 3666,
    };

    /// <summary>
    /// One pseudo-channel at 1 GHz, 4 Gb, the parameter set M_R2_HBM2PC_F under which Ramulator 2.1 and DRAMsim3 were compared
    /// (source of all cycles: that parameter list; nRFC = 260 ns, nREFI = 3900 ns).
    /// </summary>
    public static DramStandard MatchedPseudoChannel { get; } = Togsim with
    {
        Name = "HBM2-matched-1PC",
        TckPs = 1000,
        PseudoChannels = 1,
        Rows = 32768,
        Ras = 34,
        Rc = 48,
        Rfc = 260,
        Refi = 3900,
        RfcBank = 160,
        RefiBank = 244,
        Rrefd = 8,
    };

    /// <summary>
    /// HBM2 at 2.0 Gb/s per pin, pseudo-channel mode, 8 Gb per channel (JEDEC JESD235B). Cycles: Ramulator 2.1's preset
    /// HBM2_2000Mbps; tRRD = 4 ns, tFAW = 15 ns, tRFC = 260 ns for 4 Gb per pseudo-channel, tRFCSB = 160 ns, tRREFD = 8 ns, tREFI = 3.9 us.
    /// </summary>
    public static DramStandard Pseudo2000 { get; } = MatchedPseudoChannel with
    {
        Name = "HBM2-2000",
        ChannelsPerDevice = 8,
        PseudoChannels = 2,
        RrdS = DramTime.AtLeast(4, 4, 1000),
        RrdL = DramTime.AtLeast(4, 4, 1000),
        Faw = DramTime.AtLeast(8, 15, 1000),
        Rfc = DramTime.Ns(260, 1000),
        Refi = DramTime.Ns(3900, 1000),
        RfcBank = DramTime.Ns(160, 1000),
        RefiBank = 0,
        Rrefd = DramTime.AtLeast(4, 8, 1000),
    };

    /// <summary>HBM2 at 2.4 Gb/s per pin. Cycles: Ramulator 2.1's preset HBM2_2400Mbps; times in nanoseconds as for <see cref="Pseudo2000"/>.</summary>
    public static DramStandard Pseudo2400 { get; } = Pseudo2000.At("HBM2-2400", 833) with
    {
        Cl = 17,
        Cwl = 6,
        RcdRead = 17,
        RcdWrite = 14,
        Rp = 17,
        Ras = 40,
        Rc = 57,
        Wr = 19,
        Rtp = 6,
        WtrS = 8,
        WtrL = 10,
    };

    /// <summary>
    /// HBM2E at 3.2 Gb/s per pin (JESD235C and later allow it; SK hynix and Samsung sell 3.2 and 3.6): the nanoseconds of <see cref="Pseudo2400"/>, assumed.
    /// </summary>
    public static DramStandard Pseudo3200 { get; } = Pseudo2000.At("HBM2E-3200", 625) with
    {
        Cl = DramTime.Ns(14.161m, 625),
        Cwl = DramTime.Ns(4.998m, 625),
        RcdRead = DramTime.Ns(14.161m, 625),
        RcdWrite = DramTime.Ns(11.662m, 625),
        Rp = DramTime.Ns(14.161m, 625),
        Ras = DramTime.Ns(33.32m, 625),
        Rc = DramTime.Ns(47.481m, 625),
        Wr = DramTime.Ns(15.827m, 625),
        Rtp = DramTime.Ns(4.998m, 625),
        WtrS = DramTime.Ns(6.664m, 625),
        WtrL = DramTime.Ns(8.33m, 625),
    };

    /// <summary>HBM2 at 1.88 Gb/s, pseudo-channel mode: the cycles of <see cref="Togsim"/>.</summary>
    public static DramStandard Pseudo1880 { get; } = Togsim with
    {
        Name = "HBM2-1880",
        ChannelsPerDevice = 8,
        RfcBank = DramTime.Ns(160, 1064),
        Rrefd = DramTime.AtLeast(4, 8, 1064),
    };

    /// <summary>
    /// HBM2 at 2.0 Gb/s, legacy mode: one 128-bit bus, bursts of 4 that move 64 bytes. Cycles: DRAMsim3's HBM2_8Gb_x128
    /// (nCL 14, nCWL 4, nRRDL 6, nFAW 30, nRFC 260, nREFI 3900).
    /// </summary>
    public static DramStandard Legacy2000 { get; } = Pseudo2000 with
    {
        Name = "HBM2-legacy-2000",
        PseudoChannels = 1,
        DataBusBits = 128,
        Rows = 32768,
        Cwl = 4,
        RcdWrite = 14,
        CcdL = 2,
        RrdL = 6,
        Faw = 30,
    };

    /// <summary>HBM2 at 1.88 Gb/s, legacy mode: <see cref="Legacy2000"/> at 940 MHz, its times in nanoseconds rounded up anew.</summary>
    public static DramStandard Legacy1880 { get; } = Legacy2000 with
    {
        Name = "HBM2-legacy-1880",
        TckPs = 1064,
        Faw = DramTime.Ns(30, 1064),
        Rfc = DramTime.Ns(260, 1064),
        Refi = DramTime.Ns(3900, 1064),
        RfcBank = DramTime.Ns(160, 1064),
        Rrefd = DramTime.AtLeast(4, 8, 1064),
    };

    // Its currents are those of the slower die.
    private static DramStandard At(this DramStandard slow, string name, int tckPs) => slow with
    {
        Name = name,
        TckPs = tckPs,
        RrdS = DramTime.AtLeast(4, 4, tckPs),
        RrdL = DramTime.AtLeast(4, 4, tckPs),
        Faw = DramTime.AtLeast(8, 15, tckPs),
        Rfc = DramTime.Ns(260, tckPs),
        Refi = DramTime.Ns(3900, tckPs),
        RfcBank = DramTime.Ns(160, tckPs),
        Rrefd = DramTime.AtLeast(4, 8, tckPs),
    };
}
