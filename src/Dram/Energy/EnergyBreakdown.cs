namespace ActorSim.Dram.Energy;

/// <summary>Energy by cause, joules.</summary>
/// <param name="Activate">ACT and the PRE that follows.</param>
/// <param name="Read">RD beyond standby.</param>
/// <param name="Write">WR beyond standby.</param>
/// <param name="Refresh">Refreshes beyond standby.</param>
/// <param name="Background">Standby, with and without open rows.</param>
public readonly record struct EnergyBreakdown(double Activate, double Read, double Write, double Refresh, double Background)
{
    public double Total => Activate + Read + Write + Refresh + Background;

    public static EnergyBreakdown operator +(EnergyBreakdown a, EnergyBreakdown b) => new(
        a.Activate + b.Activate, a.Read + b.Read, a.Write + b.Write, a.Refresh + b.Refresh, a.Background + b.Background);
}
