using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Policies;

/// <summary>all-bank-staggered: every rank once per nREFI, the ranks evenly apart: rank r of R at (n + (r + 1) / R) x nREFI - 1.</summary>
public sealed class StaggeredRefresh(DramStandard standard) : IRefreshPolicy
{
    /// <inheritdoc/>
    public RefreshDue Due(long n) => new((n + 1) * standard.Refi / standard.TotalRanks - 1, (int)(n % standard.TotalRanks));

    /// <inheritdoc/>
    public long PeriodCycles => standard.Refi;

    /// <inheritdoc/>
    public int PerPeriod => standard.TotalRanks;
}
