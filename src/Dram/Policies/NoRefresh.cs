namespace ActorSim.Dram.Policies;

/// <summary>none: no refresh.</summary>
public sealed class NoRefresh : IRefreshPolicy
{
    /// <inheritdoc/>
    public RefreshDue Due(long n) => RefreshDue.Never;

    /// <inheritdoc/>
    public long PeriodCycles => long.MaxValue;

    /// <inheritdoc/>
    public int PerPeriod => 0;
}
