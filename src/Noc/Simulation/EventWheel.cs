using ActorSim.Noc.Routers;

namespace ActorSim.Noc.Simulation;

internal enum ArrivalKind : byte
{
    FlitAtRouter,
    CreditAtRouter,
    FlitAtNode,
    CreditAtNode,

    /// <summary>A router asked to be stepped.</summary>
    Wake,
}

/// <summary>Something that reaches a router or a node.</summary>
internal readonly record struct Arrival(ArrivalKind Kind, byte Port, byte Vc, int Target, Flit Flit);

/// <summary>Arrivals of the coming cycles, one bucket per cycle; the ring grows when something lies farther ahead.</summary>
internal sealed class EventWheel
{
    private Bucket[] _buckets = new Bucket[64];
    private long _now;

    /// <summary>Arrivals that are still to come.</summary>
    public int Count { get; private set; }

    public void Add(long cycle, in Arrival arrival)
    {
        while (cycle - _now >= _buckets.Length)
        {
            Grow();
        }

        ref var bucket = ref _buckets[cycle & (_buckets.Length - 1)];
        bucket.Items ??= new Arrival[8];
        if (bucket.Count == bucket.Items.Length)
        {
            Array.Resize(ref bucket.Items, 2 * bucket.Count);
        }

        bucket.Items[bucket.Count++] = arrival;
        Count++;
    }

    /// <summary>The first cycle after the current one with an arrival; <see cref="Router.Never"/> if there is none.</summary>
    public long Next()
    {
        for (var cycle = _now + 1; Count > 0 && cycle < _now + _buckets.Length; cycle++)
        {
            if (_buckets[cycle & (_buckets.Length - 1)].Count > 0)
            {
                return cycle;
            }
        }

        return Router.Never;
    }

    /// <summary>Goes on to a cycle and gives its arrivals; they are valid until the next call.</summary>
    public ReadOnlySpan<Arrival> Take(long cycle)
    {
        _now = cycle;
        ref var bucket = ref _buckets[cycle & (_buckets.Length - 1)];
        var items = bucket.Items.AsSpan(0, bucket.Count);
        Count -= bucket.Count;
        bucket.Count = 0;
        return items;
    }

    // Cycle of a bucket: the only one in the ring's reach with its place.
    private void Grow()
    {
        var old = _buckets;
        _buckets = new Bucket[2 * old.Length];
        for (var cycle = _now; cycle < _now + old.Length; cycle++)
        {
            _buckets[cycle & (_buckets.Length - 1)] = old[cycle & (old.Length - 1)];
        }
    }

    private struct Bucket
    {
        public Arrival[]? Items;
        public int Count;
    }
}
