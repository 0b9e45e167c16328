using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Energy;

/// <summary>Currents by technology. A technology that is not here has no energy data: nothing is made up.</summary>
public static class DramCurrentsCatalog
{
    private const string ConfigsOfDramSim3 = "DRAMsim3 (umd-memsys/DRAMsim3), configs/";

    // Devices per 64 bits of data bus: half of a 128-bit HBM2 channel, or 8 devices of 8 bits.
    private static readonly (string Family, DramCurrents Currents)[] Entries =
    [
        ("HBM2", new DramCurrents(1.2, 65, 40, 55, 390, 500, 250, 0.5, ConfigsOfDramSim3 + "HBM2_4Gb_x128.ini")),
        ("DDR4", new DramCurrents(1.2, 57, 37, 52, 168, 150, 250, 8, ConfigsOfDramSim3 + "DDR4_8Gb_x8_3200.ini")
        {
            // That file gives IPP0 only; VPP is JESD79-4's, and the other wordline currents are taken to be the same.
            Vpp = 2.5,
            Ipp0 = 3,
            Ipp3n = 3,
            Ipp5b = 3,
        }),
    ];

    /// <summary>Currents of a standard; null: there is no data.</summary>
    public static DramCurrents? Find(DramStandard standard)
    {
        foreach (var (family, currents) in Entries)
        {
            if (family == standard.Family)
            {
                return currents with { DevicesPerRank = currents.DevicesPerRank * WidthRatio(standard) };
            }
        }

        return null;
    }

    // Figures are for data buses of 64 bits; a wider or narrower bus takes as many more or fewer devices.
    private static double WidthRatio(DramStandard standard) => standard.DataBusBits / 64.0;
}
