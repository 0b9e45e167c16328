using ActorSim.Actors.Scheduler.Arrivals;

namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>A tenant in one run: its requests in order of arrival, as far as they are known, and what became of the others.</summary>
/// <param name="spec">Who it is.</param>
/// <param name="arrivals">When its requests arrive; of this run only.</param>
/// <param name="work">What they do.</param>
public sealed class Tenant(TenantSpec spec, IArrivalProcess arrivals, ITenantWork work)
{
    // At most a batch of them: more are not needed to know when one is full.
    private readonly Queue<long> _known = new();
    private long _lastKnown;
    private int _sent;

    public TenantSpec Spec { get; } = spec;

    public TenantStats Stats { get; } = new();

    internal ITenantWork Work { get; } = work;

    /// <summary>Requests that have not been taken into a batch are left, arrived or not.</summary>
    internal bool HasRequests => _known.Count > 0 || _sent < Spec.Requests;

    /// <summary>Arrival of the oldest request that waits or will come next; <see cref="long.MaxValue"/> if none is known.</summary>
    internal long OldestArrival => Foresee() ? _known.Peek() : long.MaxValue;

    /// <summary>First cycle in which a batch may start; <see cref="long.MaxValue"/> if no request is known.</summary>
    internal long ReadyAt()
    {
        if (!Foresee())
        {
            return long.MaxValue;
        }

        if (Spec.WaitCycles is not { } wait)
        {
            return _known.Peek();
        }

        var limit = _known.Peek() > long.MaxValue - wait ? long.MaxValue : _known.Peek() + wait;
        return _known.Count == Spec.MostPerBatch ? Math.Min(limit, _lastKnown) : limit;
    }

    /// <summary>Takes what has arrived, at most a batch.</summary>
    internal long[] Take(long cycle)
    {
        Foresee();
        var batch = new List<long>(_known.Count);
        while (_known.TryPeek(out var arrival) && arrival <= cycle)
        {
            batch.Add(_known.Dequeue());
        }

        return [.. batch];
    }

    internal void OnAnswered(long[] requests, long start, long cycle)
    {
        Stats.Add(requests, start, cycle);
        arrivals.OnAnswered(requests.Length, cycle);
    }

    private bool Foresee()
    {
        while (_known.Count < Spec.MostPerBatch && _sent < Spec.Requests && arrivals.Next is var next and < long.MaxValue)
        {
            _known.Enqueue(next);
            _lastKnown = next;
            _sent++;
            arrivals.Take();
        }

        return _known.Count > 0;
    }
}
