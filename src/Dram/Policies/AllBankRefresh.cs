using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Policies;

/// <summary>all-bank: every rank of the channel, one after the other, in every cycle n x nREFI - 1.</summary>
public sealed class AllBankRefresh(DramStandard standard) : IRefreshPolicy
{
    /// <inheritdoc/>
    public RefreshDue Due(long n) => new((n / standard.TotalRanks + 1) * standard.Refi - 1, (int)(n % standard.TotalRanks));

    /// <inheritdoc/>
    public long PeriodCycles => standard.Refi;

    /// <inheritdoc/>
    public int PerPeriod => standard.TotalRanks;
}
