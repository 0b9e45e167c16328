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
