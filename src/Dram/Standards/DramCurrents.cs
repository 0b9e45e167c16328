namespace ActorSim.Dram.Standards;

/// <summary>
/// Supply voltages and currents of one device, as data sheets give them (JEDEC IDD/IPP measurements), and how many devices a rank
/// (pseudo-channel) has. mA and V.
/// </summary>
/// <param name="Vdd">Core supply, V.</param>
/// <param name="Idd0">One bank activated and precharged every tRC.</param>
/// <param name="Idd2n">Precharge standby: all banks closed.</param>
/// <param name="Idd3n">Active standby: a bank open.</param>
/// <param name="Idd4r">Reads back to back.</param>
/// <param name="Idd4w">Writes back to back.</param>
/// <param name="Idd5b">Refreshes back to back (all banks, one every tRFC).</param>
/// <param name="DevicesPerRank">Devices that work together; a fraction where a pseudo-channel is part of the measured device.</param>
/// <param name="Source">Where the figures are from.</param>
public sealed record DramCurrents(
    double Vdd, double Idd0, double Idd2n, double Idd3n, double Idd4r, double Idd4w, double Idd5b, double DevicesPerRank, string Source)
{
    /// <summary>Wordline supply, V; 0 without one, or where it is not known.</summary>
    public double Vpp { get; init; }

    /// <summary>Its currents, mA: activate-precharge, standby (closed and open alike), refresh.</summary>
    public double Ipp0 { get; init; }

    /// <summary>Of both standbys.</summary>
    public double Ipp3n { get; init; }

    /// <summary>Of refreshes back to back.</summary>
    public double Ipp5b { get; init; }

    /// <summary>For a data bus of another width: as many more or fewer devices.</summary>
    /// <param name="busBits">Bits of the bus that these figures are for.</param>
    /// <param name="standard">Whose bus counts.</param>
    internal DramCurrents ForBusOf(DramStandard standard, int busBits) =>
        this with { DevicesPerRank = DevicesPerRank * standard.DataBusBits / busBits };
}
