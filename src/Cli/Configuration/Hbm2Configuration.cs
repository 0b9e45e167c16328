using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Reads the HBM2 channel: the keys of "dram.hbm2". Ranges are those of <see cref="DramStandard"/> and
/// <see cref="HbmControllerSpec"/>.</summary>
internal static class Hbm2Configuration
{
    private const decimal PicosecondsPerSecond = 1e12m;

    public static DramStandard Standard(HoconObject c) => Hbm2Keys.Checked(c, h =>
    {
        var standard = new DramStandard
        {
            Name = "HBM2",
            Family = "HBM2",
            Currents = Hbm2.Currents,
            TckPs = PeriodPs(Frequency.Read(c.Get("dram.clock"), "dram.clock")),
            PseudoChannels = h["pseudo-channels"],
            BankGroups = h["bank-groups"],
            BanksPerGroup = h["banks-per-group"],
            Rows = h["rows"],
            Columns = h["columns"],
            DataBusBits = h["data-bus-bits"],
            PrefetchWords = h["prefetch-words"],
            BurstCycles = h["nBL"],
            Cl = h["nCL"],
            Cwl = h["nCWL"],
            RcdRead = h["nRCDRD"],
            RcdWrite = h["nRCDWR"],
            Rp = h["nRP"],
            Ras = h["nRAS"],
            Rc = h["nRC"],
            Wr = h["nWR"],
            Rtp = h["nRTP"],
            CcdS = h["nCCDS"],
            CcdL = h["nCCDL"],
            RrdS = h["nRRDS"],
            RrdL = h["nRRDL"],
            WtrS = h["nWTRS"],
            WtrL = h["nWTRL"],
            Faw = h["nFAW"],
            Rfc = h["nRFC"],
            Refi = h["nREFI"],
            ActivateCommandCycles = h["activate-command-cycles"],
            TurnaroundCycles = h["turnaround-cycles"],
        };
        h.Done();
        standard.Validate();
        return standard;
    });

    public static HbmControllerSpec Controller(HoconObject c) => Hbm2Keys.Checked(c, h =>
    {
        var controller = new HbmControllerSpec
        {
            ReadBufferEntries = h["read-buffer"],
            WriteBufferEntries = h["write-buffer"],
            DrainHighPercent = h["drain-high-percent"],
            DrainLowPercent = h["drain-low-percent"],
            OffersPerCycle = h["offers-per-cycle"],
            Refresh = c.GetBoolean(Hbm2Keys.Section + ".refresh"),
        };
        h.Done();
        controller.Validate();
        return controller;
    });

    // For reports only: the simulation counts cycles of the exact clock.
    private static int PeriodPs(long hz) => (int)Math.Clamp(Math.Round(PicosecondsPerSecond / Math.Max(1, hz)), 1, 100_000);
}
