using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Policies;

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
