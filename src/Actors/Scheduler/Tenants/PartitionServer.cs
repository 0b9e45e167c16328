using ActorSim.Actors.Scheduler.Feeds;

namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>Serves the tenants of one partition: a batch at a time, that of the oldest request first.</summary>
/// <param name="tenants">In the order of the run; the first of them wins a tie.</param>
/// <param name="open">Makes the feed of a batch.</param>
internal sealed class PartitionServer(Tenant[] tenants, Func<Tenant, int, long, TraceFeed> open)
{
    private Tenant? _tenant;
    private TraceFeed? _feed;
    private long[] _batch = [];
    private long _start;

    public bool HasWork
    {
        get
        {
            var work = _tenant is not null;
            for (var t = 0; t < tenants.Length && !work; t++)
            {
                work = tenants[t].HasRequests;
            }

            return work;
        }
    }

    /// <summary>First cycle in which a batch may start; <see cref="long.MaxValue"/> while one runs, or if none is known.</summary>
    public long NextStart
    {
        get
        {
            var next = long.MaxValue;
            for (var t = 0; t < tenants.Length && _tenant is null; t++)
            {
                next = Math.Min(next, tenants[t].ReadyAt());
            }

            return next;
        }
    }

    public bool Runs(TraceFeed feed) => feed == _feed;

    /// <summary>Starts a batch in this cycle if the partition is free and one is ready.</summary>
    public bool TryStart(long cycle)
    {
        if (_tenant is not null || Choose(cycle) is not { } tenant)
        {
            return false;
        }

        (_tenant, _start, _batch) = (tenant, cycle, tenant.Take(cycle));
        _feed = open(tenant, _batch.Length, cycle);
        return true;
    }

    /// <summary>Ends the batch if this was its last work.</summary>
    public bool TryEnd(TraceFeed feed, long cycle)
    {
        if (!Runs(feed) || !feed.IsDone)
        {
            return false;
        }

        var tenant = _tenant!;
        (_tenant, _feed) = (null, null);
        tenant.OnAnswered(_batch, _start, cycle);
        return true;
    }

    private Tenant? Choose(long cycle)
    {
        Tenant? chosen = null;
        foreach (var tenant in tenants)
        {
            if (tenant.ReadyAt() <= cycle && (chosen is null || tenant.OldestArrival < chosen.OldestArrival))
            {
                chosen = tenant;
            }
        }

        return chosen;
    }
}
