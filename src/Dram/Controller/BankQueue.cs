using System.Runtime.CompilerServices;

namespace ActorSim.Dram.Controller;

/// <summary>
/// The read or the write buffer of a <see cref="CommandChannel"/>, kept as two age-ordered lists per bank: requests of the open row (hits)
/// and all others. Within a list all requests wait for the same command and the same time, so only the heads compete; their keys stand
/// in lanes. Which of the others may compete is the owner's to say.
/// </summary>
internal sealed unsafe class BankQueue
{
    private readonly LaneMemory _memory;
    private readonly RequestSlot* _slots;
    private readonly int* _hitHead, _hitTail, _otherHead, _otherTail;

    /// <summary>Key of the oldest hit per lane, and of the oldest request that may be given ACT or PRE.</summary>
    public readonly int* HitKeys, RowKeys;

    /// <summary>Requests held, and how many of them hit an open row.</summary>
    public int Count, Hits;

    public BankQueue(RequestSlot* slots, int lanes)
    {
        _slots = slots;
        _memory = new LaneMemory((lanes + 16) * 6);
        HitKeys = _memory.Take(lanes, Lanes.None);
        RowKeys = _memory.Take(lanes, Lanes.None);
        _hitHead = _memory.Take(lanes, -1);
        _hitTail = _memory.Take(lanes, -1);
        _otherHead = _memory.Take(lanes, -1);
        _otherTail = _memory.Take(lanes, -1);
    }

    /// <summary>The oldest request of a lane that is not a hit; -1 if there is none.</summary>
    public int OtherHead(int lane) => _otherHead[lane];

    /// <summary>The oldest hit of a lane; -1 if there is none.</summary>
    public int HitHead(int lane) => _hitHead[lane];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddHit(int slot, int lane)
    {
        Count++;
        Hits++;
        var tail = _hitTail[lane];
        _hitTail[lane] = slot;
        if (tail >= 0)
        {
            _slots[tail].Next = slot;
            return;
        }

        _hitHead[lane] = slot;
        Lanes.Set(HitKeys, lane, _slots[slot].Key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddOther(int slot, int lane)
    {
        Count++;
        var tail = _otherTail[lane];
        _otherTail[lane] = slot;
        if (tail >= 0) _slots[tail].Next = slot;
        else _otherHead[lane] = slot;
    }

    /// <summary>Takes the oldest hit of a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PopHit(int lane)
    {
        Count--;
        Hits--;
        var slot = _hitHead[lane];
        var next = _slots[slot].Next;
        _hitHead[lane] = next;
        if (next < 0) _hitTail[lane] = -1;
        Lanes.Set(HitKeys, lane, next < 0 ? Lanes.None : _slots[next].Key);
        return slot;
    }

    /// <summary>Takes the oldest request of a closed bank, which is being activated.</summary>
    public int PopOther(int lane)
    {
        Count--;
        var slot = _otherHead[lane];
        _otherHead[lane] = _slots[slot].Next;
        if (_otherHead[lane] < 0) _otherTail[lane] = -1;
        return slot;
    }

    /// <summary>After ACT: the waiting requests of <paramref name="row"/> become hits.</summary>
    public void SplitByRow(int lane, int row)
    {
        var slot = _otherHead[lane];
        int hitHead = -1, hitTail = -1, otherHead = -1, otherTail = -1;
        while (slot >= 0)
        {
            var next = _slots[slot].Next;
            if (_slots[slot].Row == row)
            {
                Append(slot, ref hitHead, ref hitTail);
                Hits++;
            }
            else
            {
                Append(slot, ref otherHead, ref otherTail);
            }

            slot = next;
        }

        _otherHead[lane] = otherHead;
        _otherTail[lane] = otherTail;
        _hitHead[lane] = hitHead;
        _hitTail[lane] = hitTail;
        if (hitHead >= 0) Lanes.Set(HitKeys, lane, _slots[hitHead].Key);
    }

    /// <summary>After PRE: hits and others merge by age and wait for the next ACT.</summary>
    public void MergeAfterClose(int lane)
    {
        int a = _hitHead[lane], b = _otherHead[lane];
        if (a < 0) return;
        int head = -1, tail = -1;
        while (a >= 0 || b >= 0)
        {
            var takeA = b < 0 || (a >= 0 && _slots[a].Key < _slots[b].Key);
            var slot = takeA ? a : b;
            if (takeA) a = _slots[a].Next;
            else b = _slots[b].Next;
            if (takeA) Hits--;
            Append(slot, ref head, ref tail);
        }

        _otherHead[lane] = head;
        _otherTail[lane] = tail;
        _hitHead[lane] = _hitTail[lane] = -1;
        Lanes.Set(HitKeys, lane, Lanes.None);
    }

    /// <summary>Says whether the oldest of the others competes for ACT or PRE.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetRowKey(int lane, bool competes)
    {
        var slot = _otherHead[lane];
        Lanes.Set(RowKeys, lane, competes && slot >= 0 ? _slots[slot].Key : Lanes.None);
    }

    /// <summary>True if a held request has this address.</summary>
    public bool Holds(int lane, long address) => Find(_hitHead[lane], address) || Find(_otherHead[lane], address);

    /// <summary>Rewrites the keys of all heads after the slots' keys have been renumbered in the same order.</summary>
    public void RefreshKeys(int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            if (HitKeys[lane] != Lanes.None) HitKeys[lane] = _slots[_hitHead[lane]].Key;
            if (RowKeys[lane] != Lanes.None) RowKeys[lane] = _slots[_otherHead[lane]].Key;
        }
    }

    private bool Find(int slot, long address)
    {
        for (; slot >= 0; slot = _slots[slot].Next)
            if (_slots[slot].Address == address) return true;
        return false;
    }

    private void Append(int slot, ref int head, ref int tail)
    {
        _slots[slot].Next = -1;
        if (tail >= 0) _slots[tail].Next = slot;
        else head = slot;
        tail = slot;
    }
}
