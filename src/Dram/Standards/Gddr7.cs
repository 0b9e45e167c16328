namespace ActorSim.Dram.Standards;

/// <summary>
/// GDDR7 (JEDEC JESD239): four channels of 8 pins (PAM3) per device, row and column command buses, bursts of 32 that move 32 bytes. It has 16
/// banks and no bank groups: what is slower within a bank there (tCCDSB, tWTRSB) is so within a group of two banks here.
/// </summary>
public static class Gddr7
{
    /// <summary>
    /// GDDR7 at 28 Gb/s per pin, 4 Gb per channel (16 Gb device). Cycles of 571 ps (sixteen bits of a pin) from Ramulator 2.1's preset GDDR7_28000_PAM3
    /// (commit c5b1c3a), which says of itself that it is no vendor's table: all assumed but the organisation, the command cycles and tREFI = 1.9 us.
    /// nFAW: JESD239 has none, so four times nRRD. The read clock is taken to run.
    /// </summary>
    public static DramStandard Gddr7_28000 { get; } = new()
    {
        Name = "GDDR7-28000",
        Family = "GDDR7",
        Currents = null,
        ChannelsPerDevice = 4,
        TckPs = 571,
        PseudoChannels = 1,
        BankGroups = 8,
        BanksPerGroup = 2,
        Rows = 16384,
        Columns = 2048,
        DataBusBits = 8,
        PrefetchWords = 32,
        BurstCycles = 2,
        Cl = 24,
        Cwl = 6,
        RcdRead = 30,
        RcdWrite = 19,
        Rp = 30,
        Ras = 60,
        Rc = 90,
        Wr = 30,
        Rtp = 4,
        CcdS = 2,
        CcdL = 4,
        RrdS = 4,
        RrdL = 4,
        WtrS = 9,
        WtrL = 11,
        Faw = 16,
        Rfc = 315,
        Refi = DramTime.Ns(1900, 571),
        Ppd = 2,
        RfcBank = 105,
        Rrefd = 21,
        TurnaroundCycles = 0,
        ActivateCommandCycles = 2,
        ColumnCommandCycles = 2,
    };
}
