using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Kernel;

/// <summary>
/// The pending events of all processes, in order of time, then receiver, then <see cref="SimEvent.Order"/>. A hierarchical timing
/// wheel: level k has 64 slots of 64^k ticks, an event lies at the level of the highest digit (base 64) in which its time differs
/// from the wheel's base, and descends as the base approaches it. Near or far, bunched or spread, the cost per event is nearly constant,
/// and there is no bucket width to adapt.
/// </summary>
public sealed class EventQueue
{
    private const int LevelBits = 6;
    private const int Slots = 1 << LevelBits;
    private const int Levels = 11;

    // A slot with so few events is sorted at once instead of being spread over lower levels.
    private const int FewEvents = 8;

    private readonly EventStore _store = new();
    private readonly EntryQueue _front = new();
    private readonly int[] _heads = new int[Levels * Slots];
    private readonly ulong[] _used = new ulong[Levels];
    private readonly int[]? _ranks;
    private uint _usedLevels;

    // Every event in the wheel agrees with the base in all digits above its level, has a higher digit at its level (or, at level 0,
    // an equal one) and is not before _frontEnd; every event before _frontEnd is in the front.
    private long _base;
    private long _frontEnd;

    public EventQueue()
    {
    }

    /// <param name="ranks">Order of the processes' turns within one time, by process index.</param>
    internal EventQueue(int[]? ranks) => _ranks = ranks;

    public int Count { get; private set; }

    /// <summary>Time of the earliest event; <see cref="SimTime.Never"/> when empty.</summary>
    public SimTime NextTime
    {
        get
        {
            if (_front.Count == 0 && Count > 0)
            {
                Refill();
            }

            return new SimTime(_front.NextTicks);
        }
    }

    public void Add(in SimEvent e)
    {
        Count++;
        var place = _store.Put(in e);
        if (e.Ticks < _frontEnd)
        {
            _front.Add(EntryAt(place));
        }
        else
        {
            Link(place, e.Ticks);
        }
    }

    /// <summary>Removes the earliest event. The queue must not be empty.</summary>
    public SimEvent Pop()
    {
        Take(out var e);
        return e;
    }

    /// <summary>Removes the earliest event into <paramref name="e"/>. The queue must not be empty.</summary>
    [SkipLocalsInit]
    internal void Take(out SimEvent e)
    {
        Count--;
        int place;
        if (_front.Count > 0)
        {
            place = _front.Pop();
        }
        else if ((_usedLevels & 1) == 0 || (place = TakeSingle()) == 0)
        {
            Refill();
            place = _front.Pop();
        }

        _store.Take(place, out e);
    }

    internal void CollectInputs(int target, PendingInputs inputs) => _store.CollectInputs(target, inputs);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Link(int place, long ticks)
    {
        // n / 6 for n < 64.
        var level = (BitOperations.Log2((ulong)(ticks ^ _base) | 1) * 43) >> 8;
        var slot = (int)(ticks >> (level * LevelBits)) & (Slots - 1);
        ref var head = ref _heads[(level << LevelBits) + slot];
        _store[place].Next = head;
        head = place;
        _used[level] |= 1UL << slot;
        _usedLevels |= 1U << level;
    }

    /// <summary>The common case: the earliest slot is one tick wide and holds one event. Returns 0 when it holds more.</summary>
    private int TakeSingle()
    {
        var slot = BitOperations.TrailingZeroCount(_used[0]);
        var place = _heads[slot];
        if (_store[place].Next != 0)
        {
            return 0;
        }

        Unlink(0, slot);
        _base = _store[place].Ticks;
        _frontEnd = _base + 1;
        return place;
    }

    /// <summary>Moves the earliest events of the wheel, at least one, to the front.</summary>
    private void Refill()
    {
        while (true)
        {
            var level = BitOperations.TrailingZeroCount(_usedLevels);
            var slot = BitOperations.TrailingZeroCount(_used[level]);
            var chain = _heads[(level << LevelBits) + slot];
            Unlink(level, slot);
            if (level == 0 || IsShort(chain))
            {
                MoveToFront(chain);
                return;
            }

            Spread(chain);
        }
    }

    private void Unlink(int level, int slot)
    {
        _heads[(level << LevelBits) + slot] = 0;
        _used[level] &= ~(1UL << slot);
        if (_used[level] == 0)
        {
            _usedLevels &= ~(1U << level);
        }
    }

    private bool IsShort(int chain)
    {
        var count = 0;
        for (; chain != 0 && count <= FewEvents; chain = _store[chain].Next)
        {
            count++;
        }

        return count <= FewEvents;
    }

    private void MoveToFront(int chain)
    {
        var last = 0L;
        for (int next; chain != 0; chain = next)
        {
            next = _store[chain].Next;
            last = Math.Max(last, _store[chain].Ticks);
            _front.Append(EntryAt(chain));
        }

        _front.SortAppended();
        _base = last;
        _frontEnd = last + 1;
    }

    private void Spread(int chain)
    {
        var least = long.MaxValue;
        for (var place = chain; place != 0; place = _store[place].Next)
        {
            least = Math.Min(least, _store[place].Ticks);
        }

        _base = least;
        _frontEnd = least;
        for (int next; chain != 0; chain = next)
        {
            next = _store[chain].Next;
            Link(chain, _store[chain].Ticks);
        }
    }

    private EventEntry EntryAt(int place)
    {
        ref var e = ref _store[place];
        return new EventEntry(e.Ticks, e.Order, _ranks == null ? e.Target : _ranks[e.Target], place);
    }
}
