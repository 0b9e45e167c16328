using System.Runtime.CompilerServices;
using ActorSim.Noc.Routers;

namespace ActorSim.Noc.Simulation;

/// <summary>A flit that reaches a router's input port or a node.</summary>
internal readonly record struct FlitArrival(Flit Flit, Hop At);

/// <summary>A credit; or a router asked to be stepped.</summary>
internal readonly record struct Signal(Hop At, byte Vc, bool IsWake);

/// <summary>Arrivals of the coming cycles, one bucket per cycle; the ring grows when something lies farther ahead.</summary>
internal sealed class EventWheel<T>
    where T : struct
{
    // Few, so that buckets are used again while they are in the cache; links are short as a rule.
    private const int Buckets = 8;
    private Bucket[] _buckets = NewBuckets(Buckets);
    private long _now;

    /// <summary>Whether no arrivals are to come.</summary>
    public bool IsEmpty => Array.TrueForAll(_buckets, b => b.Count == 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Add(long cycle)
    {
        if (cycle - _now >= _buckets.Length)
        {
            Grow(cycle);
        }

        ref var bucket = ref _buckets[(int)cycle & (_buckets.Length - 1)];
        if (bucket.Count == bucket.Items.Length)
        {
            Array.Resize(ref bucket.Items, Math.Max(8, 2 * bucket.Count));
        }

        return ref bucket.Items[bucket.Count++];
    }

    /// <summary>The first cycle after the current one with an arrival; <see cref="Router.Never"/> if there is none.</summary>
    public long Next()
    {
        for (var cycle = _now + 1; cycle < _now + _buckets.Length; cycle++)
        {
            if (_buckets[(int)cycle & (_buckets.Length - 1)].Count > 0)
            {
                return cycle;
            }
        }

        return Router.Never;
    }

    /// <summary>Goes on to a cycle and gives its arrivals; they are valid until the next call.</summary>
    public ReadOnlySpan<T> Take(long cycle)
    {
        _now = cycle;
        ref var bucket = ref _buckets[(int)cycle & (_buckets.Length - 1)];
        var items = bucket.Items.AsSpan(0, bucket.Count);
        bucket.Count = 0;
        return items;
    }

    private static Bucket[] NewBuckets(int length)
    {
        var buckets = new Bucket[length];
        Array.Fill(buckets, new Bucket { Items = [] });
        return buckets;
    }

    private void Grow(long needed)
    {
        var buckets = _buckets;
        while (needed - _now >= _buckets.Length)
        {
            _buckets = NewBuckets(2 * _buckets.Length);
        }

        for (var cycle = _now; cycle < _now + buckets.Length; cycle++)
        {
            _buckets[(int)cycle & (_buckets.Length - 1)] = buckets[(int)cycle & (buckets.Length - 1)];
        }
    }

    private struct Bucket
    {
        public T[] Items;
        public int Count;
    }
}
