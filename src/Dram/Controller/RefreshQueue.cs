using ActorSim.Dram.Policies;

namespace ActorSim.Dram.Controller;

/// <summary>The refreshes that are due and have not been issued, first-in first-out, and when the next one falls due.</summary>
internal sealed class RefreshQueue
{
    private readonly IRefreshPolicy _policy;
    private long _next;
    private long _first;
    private RefreshDue _upcoming;

    public RefreshQueue(IRefreshPolicy policy)
    {
        _policy = policy;
        _upcoming = policy.Due(0);
    }

    /// <summary>Cycle in which the next refresh falls due; <see cref="long.MaxValue"/>: never.</summary>
    public long DueCycle => _upcoming.Cycle;

    /// <summary>Refreshes that wait.</summary>
    public bool Waits => _first != _next;

    /// <summary>The oldest that waits.</summary>
    public RefreshDue Head => _policy.Due(_first);

    /// <summary>All that fall due in <paramref name="cycle"/> join.</summary>
    public void FallDue(long cycle)
    {
        while (_upcoming.Cycle == cycle) _upcoming = _policy.Due(++_next);
    }

    /// <summary>The oldest has been issued.</summary>
    public void Drop() => _first++;

    /// <summary>Leaves out the refreshes of as many whole periods as end before <paramref name="limit"/>, but the last; how many these are.</summary>
    public long SkipPeriods(long limit)
    {
        var periods = (limit - DueCycle) / _policy.PeriodCycles - 1;
        if (Waits || periods <= 0) return 0;
        var skipped = periods * _policy.PerPeriod;
        _first = _next += skipped;
        _upcoming = _policy.Due(_next);
        return skipped;
    }
}
