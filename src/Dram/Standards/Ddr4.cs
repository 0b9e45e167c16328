namespace ActorSim.Dram.Standards;

/// <summary>DDR4 (JEDEC JESD79-4B). One command per cycle; a 64-bit channel of x8 devices moves 64 bytes per burst of 8.</summary>
public static class Ddr4
{
    /// <summary>Of 8 devices of 8 bits. Source: DRAMsim3 (umd-memsys/DRAMsim3), configs/DDR4_8Gb_x8_3200.ini; that file gives IPP0 only, VPP is
    /// JESD79-4's, and the other wordline currents are taken to be the same.</summary>
    public static DramCurrents Currents { get; } =
        new(1.2, 57, 37, 52, 168, 150, 250, 8, "DRAMsim3 (umd-memsys/DRAMsim3), configs/DDR4_8Gb_x8_3200.ini") { Vpp = 2.5, Ipp0 = 3, Ipp3n = 3, Ipp5b = 3 };

    /// <summary>
    /// DDR4-3200AA, 8 Gb x8 devices. Cycles: speed bin 22-22-22 (tAA = tRCD = tRP = 13.75 ns, tRAS = 32 ns), core timings for x8 and a
    /// 1 KiB page: tRRD_S = max(4 nCK, 2.5 ns), tRRD_L = max(4 nCK, 4.9 ns), tFAW = max(20 nCK, 21 ns), tCCD_L = 5 ns,
    /// tWTR_S = 2.5 ns, tWTR_L = 7.5 ns, tWR = 15 ns, tRTP = 7.5 ns, tRFC1 = 350 ns, tREFI = 7.8 us. nCWL 16; rank switch 2 cycles: assumed.
    /// </summary>
    public static DramStandard Ddr4_3200 { get; } = Grade("DDR4-3200", 625, 22, 16);

    /// <summary>Another speed grade of the same die: name, tCK in ps, nCL = nRCD = nRP, nCWL.</summary>
    public static DramStandard Grade(string name, int tckPs, int latency, int cwl) => new()
    {
        Name = name,
        Family = "DDR4",
        Currents = Currents,
        Bus = CommandBus.Single,
        TckPs = tckPs,
        PseudoChannels = 1,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 65536,
        Columns = 1024,
        DataBusBits = 64,
        PrefetchWords = 8,
        BurstCycles = 4,
        Cl = latency,
        Cwl = cwl,
        RcdRead = latency,
        RcdWrite = latency,
        Rp = latency,
        Ras = DramTime.Ns(32, tckPs),
        Rc = latency + DramTime.Ns(32, tckPs),
        Wr = DramTime.Ns(15, tckPs),
        Rtp = DramTime.AtLeast(4, 7.5m, tckPs),
        CcdS = 4,
        CcdL = DramTime.AtLeast(5, 5, tckPs),
        RrdS = DramTime.AtLeast(4, 2.5m, tckPs),
        RrdL = DramTime.AtLeast(4, 4.9m, tckPs),
        WtrS = DramTime.AtLeast(2, 2.5m, tckPs),
        WtrL = DramTime.AtLeast(4, 7.5m, tckPs),
        Faw = DramTime.AtLeast(20, 21, tckPs),
        Rfc = DramTime.Ns(350, tckPs),
        Refi = DramTime.Ns(7800, tckPs),
        RankSwitchCycles = 2,
        ActivateCommandCycles = 1,
    };
}
