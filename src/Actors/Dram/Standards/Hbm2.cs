namespace ActorSim.Actors.Dram;

/// <summary>HBM2 presets. Figures are data carried over from the runs they are compared with; the source is beside each group.</summary>
public static class Hbm2
{
    /// <summary>
    /// The togsim machine's channel: 2 pseudo-channels, 940 MHz (tCK 1064 ps), 8 Gb. Source of all cycles: the machine description
    /// of the recorded hbm2_cN_chM runs. Secondary ones follow from nanoseconds: nFAW = ceil(15 ns), nRFC = ceil(350 ns),
    /// nREFI = ceil(3900 ns), nRRD = max(4, ceil(4 ns)), each divided by tCK.
    /// </summary>
    public static DramStandard Togsim { get; } = new()
    {
        Name = "HBM2-togsim",
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
    };
}
