using ActorSim.Dram.Devices;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Energy;

/// <summary>
/// Energy of a channel from its command counts, after Micron's power calculation (TN-40-07) as DRAMsim3 applies it: commands cost what
/// their measured current exceeds standby, and standby costs the time it lasts. All in picojoules: V x mA x ns.
/// </summary>
/// <param name="ActivatePj">One ACT with its PRE: (IDD0 x tRC - IDD3N x tRAS - IDD2N x (tRC - tRAS)) x VDD, and the same of VPP.</param>
/// <param name="ReadPj">One RD: (IDD4R - IDD3N) x VDD x nBL x tCK.</param>
/// <param name="WritePj">One WR: (IDD4W - IDD3N) x VDD x nBL x tCK.</param>
/// <param name="RefreshPj">One REFab of a rank: (IDD5B - IDD3N) x VDD x tRFC, and the same of VPP.</param>
/// <param name="BankRefreshPj">One REFpb: a REFab's energy over the banks of a rank.</param>
/// <param name="ActiveStandbyPj">One rank and cycle with an open row: IDD3N x VDD x tCK.</param>
/// <param name="PrechargeStandbyPj">One rank and cycle with none: IDD2N x VDD x tCK.</param>
public sealed record DramEnergy(
    double ActivatePj, double ReadPj, double WritePj, double RefreshPj, double BankRefreshPj, double ActiveStandbyPj, double PrechargeStandbyPj)
{
    private const double PicojoulesPerJoule = 1e12;

    /// <summary>Ranks of the channel (pseudo-channels times ranks).</summary>
    public required int Ranks { get; init; }

    /// <summary>Where the currents are from.</summary>
    public required string Source { get; init; }

    /// <summary>Energies of a standard; null: there is no data.</summary>
    public static DramEnergy? Of(DramStandard standard) =>
        standard.Currents is { } currents ? Of(standard, currents.ForBusOf(standard, standard.CurrentsBusBits)) : null;

    /// <summary>Energies of a standard with given currents.</summary>
    public static DramEnergy Of(DramStandard s, DramCurrents c)
    {
        // mA x V x ns = pJ; everything below is currents over cycles, made energy by these factors.
        var cycleNs = s.TckPs / 1000.0 * c.DevicesPerRank;
        var vdd = c.Vdd * cycleNs;
        var vpp = c.Vpp * cycleNs;
        var refresh = (((c.Idd5b - c.Idd3n) * vdd) + ((c.Ipp5b - c.Ipp3n) * vpp)) * s.Rfc;
        var rc = (int)s.Rc;
        var ras = (int)s.Ras;
        return new DramEnergy(
            (((c.Idd0 * rc) - (c.Idd3n * ras) - (c.Idd2n * (rc - ras))) * vdd) + ((c.Ipp0 - c.Ipp3n) * rc * vpp),
            (c.Idd4r - c.Idd3n) * vdd * s.BurstCycles,
            (c.Idd4w - c.Idd3n) * vdd * s.BurstCycles,
            refresh,
            refresh / (s.BankGroups * s.BanksPerGroup),
            (c.Idd3n * vdd) + (c.Ipp3n * vpp),
            (c.Idd2n * vdd) + (c.Ipp3n * vpp))
        {
            Ranks = s.TotalRanks,
            Source = c.Source,
        };
    }

    /// <summary>Energy of one channel over a run.</summary>
    /// <param name="stats">Its counters at the end.</param>
    /// <param name="cycles">DRAM cycles of the run.</param>
    public EnergyBreakdown Joules(DramChannelStats stats, double cycles) => new(
        stats.Activates * ActivatePj / PicojoulesPerJoule,
        stats.Reads * ReadPj / PicojoulesPerJoule,
        stats.Writes * WritePj / PicojoulesPerJoule,
        ((stats.Refreshes * RefreshPj) + (stats.BankRefreshes * BankRefreshPj)) / PicojoulesPerJoule,
        ((stats.ActiveStandbyCycles * ActiveStandbyPj)
            + (Math.Max(0, (cycles * Ranks) - stats.ActiveStandbyCycles) * PrechargeStandbyPj)) / PicojoulesPerJoule);

    /// <summary>Energy that requests cause: their commands, J.</summary>
    public double CommandJoules(long activates, long reads, long writes) =>
        ((activates * ActivatePj) + (reads * ReadPj) + (writes * WritePj)) / PicojoulesPerJoule;
}
