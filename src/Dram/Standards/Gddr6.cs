namespace ActorSim.Dram.Standards;

/// <summary>GDDR6 (JEDEC JESD250). One command per cycle; a 16-bit channel moves 32 bytes per burst of 16; two channels per device.</summary>
public static class Gddr6
{
    /// <summary>
    /// GDDR6 at 14 Gb/s per pin (command clock 1754 MHz, double data rate of WCK), 8 Gb x16. Cycles: Ramulator 2.1's preset
    /// GDDR6_2000_1350mV_double, whose source is the data sheet of a Samsung 8 Gb part; tREFI = 1.9 us; all-bank refresh 315 cycles,
    /// single-bank 105. Read-to-write is nCL + 1 as there.
    /// </summary>
    public static DramStandard Gddr6_14000 { get; } = new()
    {
        Name = "GDDR6-14000",
        Family = "GDDR6",
        Currents = null,
        Bus = CommandBus.Single,
        ChannelsPerDevice = 2,
        TckPs = 570,
        PseudoChannels = 1,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 16384,
        Columns = 1024,
        DataBusBits = 16,
        PrefetchWords = 16,
        BurstCycles = 4,
        Cl = 24,
        Cwl = 6,
        RcdRead = 26,
        RcdWrite = 16,
        Rp = 26,
        Ras = 53,
        Rc = 79,
        Wr = 26,
        Rtp = 4,
        CcdS = 4,
        CcdL = 6,
        RrdS = DramTime.AtLeast(2, 4, 570),
        RrdL = DramTime.AtLeast(2, 4, 570),
        WtrS = 9,
        WtrL = 11,
        Faw = DramTime.AtLeast(8, 16, 570),
        Rfc = 315,
        Refi = DramTime.Ns(1900, 570),
        RfcBank = 105,
        Rrefd = 14,
        TurnaroundCycles = 3,
        ActivateCommandCycles = 1,
    };
}
