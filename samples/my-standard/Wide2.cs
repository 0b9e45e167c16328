using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace MyStandard;

/// <summary>
/// WIDE-2: a made-up stacked memory, to show what a standard is: data and nothing else. 128 bits at 2 Gb/s a pin, bursts of 4 (64 bytes),
/// 16 banks in 4 groups. All figures are invented; a real one says where each is from.
/// </summary>
public static class Wide2
{
    private const int TckPs = 1000;

    /// <summary>One channel. Times in ns are rounded up to cycles of 1 ns.</summary>
    public static DramStandard Channel { get; } = new()
    {
        Name = "WIDE2-2000",
        Family = "WIDE2",
        Bus = CommandBus.Single,
        TckPs = TckPs,
        PseudoChannels = 1,
        BankGroups = 4,
        BanksPerGroup = 4,
        Rows = 16384,
        Columns = 128,
        DataBusBits = 128,
        PrefetchWords = 4,
        BurstCycles = 2,
        Cl = DramTime.Ns(16, TckPs),
        Cwl = 8,
        RcdRead = DramTime.Ns(15, TckPs),
        RcdWrite = DramTime.Ns(12, TckPs),
        Rp = DramTime.Ns(15, TckPs),
        Ras = DramTime.Ns(33, TckPs),
        Rc = DramTime.Ns(48, TckPs),
        Wr = DramTime.Ns(16, TckPs),
        Rtp = DramTime.AtLeast(4, 5, TckPs),
        CcdS = 2,
        CcdL = 4,
        RrdS = 4,
        RrdL = 6,
        WtrS = 4,
        WtrL = DramTime.Ns(8, TckPs),
        Faw = DramTime.Ns(20, TckPs),
        Rfc = DramTime.Ns(260, TckPs),
        Refi = DramTime.Ns(3900, TckPs),
        ActivateCommandCycles = 1,

        // V and mA of a device of 64 bits; two of them are a channel. Null where nothing is known: then there is no energy.
        Currents = new DramCurrents(
            Vdd: 1.1, Idd0: 60, Idd2n: 35, Idd3n: 50, Idd4r: 300, Idd4w: 320, Idd5b: 220, DevicesPerRank: 2, Source: "invented"),
        CurrentsBusBits = 128,
    };

    /// <summary>The channel with the queues and policies of its controller.</summary>
    public static DramSetup Setup { get; } = new(Channel, new DramControllerSpec());
}
