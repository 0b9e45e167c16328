using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Policies;

/// <summary>
/// Which refresh is due when. A refresh that is due waits in a queue, first-in first-out; while one waits, no request starts a command.
/// </summary>
public interface IRefreshPolicy
{
    /// <summary>Refresh number <paramref name="n"/> (from 0); due cycles do not decrease.</summary>
    RefreshDue Due(long n);

    /// <summary>Cycles after which the refreshes repeat; each period's lie the same way in it.</summary>
    long PeriodCycles { get; }

    /// <summary>Refreshes of a period.</summary>
    int PerPeriod { get; }
}

/// <summary>A refresh: due in <paramref name="Cycle"/>, of a rank (flat over the channel), and of one bank of it (flat) or of all (-1).</summary>
public readonly record struct RefreshDue(long Cycle, int Rank, int Bank = -1)
{
    /// <summary>No refresh, ever.</summary>
    public static RefreshDue Never => new(long.MaxValue, -1);
}

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

/// <summary>per-bank: one bank in every cycle n x nREFIpb - 1, all banks of the channel in turn.</summary>
public sealed class PerBankRefresh(DramStandard standard) : IRefreshPolicy
{
    private readonly int _banksPerRank = standard.Banks / standard.TotalRanks;

    /// <inheritdoc/>
    public RefreshDue Due(long n)
    {
        var bank = (int)(n % standard.Banks);
        return new RefreshDue((n + 1) * standard.BankRefreshInterval - 1, bank / _banksPerRank, bank);
    }

    /// <inheritdoc/>
    public long PeriodCycles => (long)standard.BankRefreshInterval * standard.Banks;

    /// <inheritdoc/>
    public int PerPeriod => standard.Banks;
}
