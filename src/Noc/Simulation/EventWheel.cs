using System.Runtime.CompilerServices;
using ActorSim.Noc.Routers;

namespace ActorSim.Noc.Simulation;

/// <summary>A flit that reaches a router's input port or a node.</summary>
internal readonly record struct FlitArrival(Flit Flit, int Target, byte Port, bool IsAtNode);

/// <summary>What else reaches a router or node.</summary>
internal enum SignalKind : byte
{
    CreditAtRouter,
    CreditAtNode,

    /// <summary>A router asked to be stepped.</summary>
    Wake,
}

/// <summary>A credit, or a router's own wake-up.</summary>
internal readonly record struct Signal(int Target, byte Port, byte Vc, SignalKind Kind);

/// <summary>Arrivals of the coming cycles, one bucket per cycle; the ring grows when something lies farther ahead.</summary>
internal sealed class EventWheel<T>
    where T : struct
{
    private T[][] _items = NewBuckets(64);
    private int[] _counts = new int[64];
    private long _now;
    private int _count;

    /// <summary>Arrivals that are still to come.</summary>
    public int Count => _count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Add(long cycle)
    {
        if (cycle - _now >= _items.Length)
        {
            Grow(cycle);
        }

        var at = (int)cycle & (_items.Length - 1);
        var items = _items[at];
        var count = _counts[at];
        if (count == items.Length)
        {
            items = Enlarge(at);
        }

        _counts[at] = count + 1;
        _count++;
        return ref items[count];
    }

    /// <summary>The first cycle after the current one with an arrival; <see cref="Router.Never"/> if there is none.</summary>
    public long Next()
    {
        for (var cycle = _now + 1; _count > 0 && cycle < _now + _items.Length; cycle++)
        {
            if (_counts[cycle & (_items.Length - 1)] > 0)
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
        ref var count = ref _counts[cycle & (_items.Length - 1)];
        var items = _items[cycle & (_items.Length - 1)].AsSpan(0, count);
        _count -= count;
        count = 0;
        return items;
    }

    private static T[][] NewBuckets(int length)
    {
        var buckets = new T[length][];
        Array.Fill(buckets, []);
        return buckets;
    }

    private T[] Enlarge(int at)
    {
        Array.Resize(ref _items[at], Math.Max(8, 2 * _counts[at]));
        return _items[at];
    }

    private void Grow(long needed)
    {
        var (items, counts) = (_items, _counts);
        while (needed - _now >= _items.Length)
        {
            _items = NewBuckets(2 * _items.Length);
        }

        _counts = new int[_items.Length];
        for (var cycle = _now; cycle < _now + items.Length; cycle++)
        {
            _items[cycle & (_items.Length - 1)] = items[cycle & (items.Length - 1)];
            _counts[cycle & (_items.Length - 1)] = counts[cycle & (items.Length - 1)];
        }
    }
}
