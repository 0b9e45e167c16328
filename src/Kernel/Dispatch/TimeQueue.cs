using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// The pending messages of all units, in order of time, then receiver, then <see cref="TimedMessage.Order"/>. A hierarchical timing
/// wheel: level k has 64 slots of 64^k ticks, a message lies at the level of the highest digit (base 64) in which its time differs
/// from the wheel's base, and descends as the base approaches it. Near or far, bunched or spread, the cost per message is nearly constant,
/// and there is no bucket width to adapt.
/// </summary>
public sealed class TimeQueue
{
    private const int LevelBits = 6;
    private const int Slots = 1 << LevelBits;
    private const int Levels = 11;

    // A slot with so few messages is sorted at once instead of being spread over lower levels.
    private const int FewMessages = 8;

    private readonly MessageStore _store = new();
    private readonly EntryQueue _front = new();
    private readonly int[] _heads = new int[Levels * Slots];
    private readonly ulong[] _used = new ulong[Levels];
    private readonly int[]? _ranks;
    private uint _usedLevels;

    // Every message in the wheel agrees with the base in all digits above its level, has a higher digit at its level (or, at level 0,
    // an equal one) and is not before _frontEnd; every message before _frontEnd is in the front.
    private long _base;
    private long _frontEnd;

    public TimeQueue()
    {
    }

    /// <param name="ranks">Order of the units' turns within one time, by unit.</param>
    internal TimeQueue(int[]? ranks) => _ranks = ranks;

    public int Count { get; private set; }

    /// <summary>Time of the earliest message; <see cref="SimTime.Never"/> when empty.</summary>
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

    public void Add(TimedMessage message)
    {
        Count++;
        var place = _store.Put(message);
        if (message.Ticks < _frontEnd)
        {
            _front.Add(EntryAt(place));
        }
        else
        {
            Link(place, message.Ticks);
        }
    }

    /// <summary>Removes the earliest message if it is for <paramref name="target"/>, of time <paramref name="ticks"/> and already among those
    /// that come next; else null.</summary>
    public TimedMessage? TakeFor(int target, long ticks)
    {
        if (_front.NextTicks != ticks || _store[_front.NextPlace].Target != target)
        {
            return null;
        }

        Count--;
        return _store.Take(_front.Pop());
    }

    /// <summary>Removes the earliest message. The queue must not be empty.</summary>
    public TimedMessage Take()
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

        return _store.Take(place);
    }

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

    /// <summary>The common case: the earliest slot is one tick wide and holds one message. Returns 0 when it holds more.</summary>
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

    /// <summary>Moves the earliest messages of the wheel, at least one, to the front.</summary>
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
        for (; chain != 0 && count <= FewMessages; chain = _store[chain].Next)
        {
            count++;
        }

        return count <= FewMessages;
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

    private MessageEntry EntryAt(int place)
    {
        ref var e = ref _store[place];
        return new MessageEntry(e.Ticks, e.Order, _ranks == null ? e.Target : _ranks[e.Target], place);
    }
}
