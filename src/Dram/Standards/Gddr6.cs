namespace ActorSim.Dram.Standards;

/// <summary>GDDR6 (JEDEC JESD250). One command per cycle; a 16-bit channel moves 32 bytes per burst of 16; two channels per device.</summary>
public static class Gddr6
{
    /// <summary>
    /// GDDR6 at 14 Gb/s per pin, 8 Gb x16. The command clock is 1754 MHz; a pin moves eight bits in a cycle of it, whether WCK runs at twice or
    /// at four times its rate, so a burst takes two. Cycles: Ramulator 2.1's preset GDDR6_14000_1350mV_double (commit c5b1c3a), whose source is the
    /// data sheet of a Samsung 8 Gb part; all-bank refresh 120 ns, tREFI = 1.9 us. Read-to-write is nCL + 1 as in JESD250's table: assumed.
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
        BurstCycles = 2,
        Cl = 24,
        Cwl = 6,
        RcdRead = 27,
        RcdWrite = 16,
        Rp = 27,
        Ras = 53,
        Rc = 79,
        Wr = 27,
        Rtp = 4,
        CcdS = 2,
        CcdL = 4,
        RrdS = DramTime.AtLeast(2, 4, 570),
        RrdL = DramTime.AtLeast(2, 4, 570),
        WtrS = 9,
        WtrL = 11,
        Faw = DramTime.AtLeast(8, 16, 570),
        Rfc = DramTime.Ns(120, 570),
        Refi = DramTime.Ns(1900, 570),
        Ppd = 1,
        RfcBank = DramTime.Ns(60, 570),
        Rrefd = DramTime.AtLeast(2, 8, 570),
        TurnaroundCycles = 5,
        ActivateCommandCycles = 1,
    };
}
