using System.Runtime.CompilerServices;

namespace ActorSim.Dram.Controller;

/// <summary>
/// The read or the write buffer, kept as two age-ordered lists per bank: requests of the open row (hits) and all others. Within a
/// list all requests wait for the same command and the same time, so only the heads compete; their keys stand in lanes.
/// </summary>
internal sealed unsafe class RequestQueue
{
    private readonly LaneMemory _memory;
    private readonly RequestSlot* _slots;
    private readonly int* _hitHead, _hitTail, _otherHead, _otherTail;

    /// <summary>
    /// Key of the oldest hit per lane, and of the oldest request that needs ACT or PRE (none while an activated request waits).
    /// </summary>
    public readonly int* HitKeys, RowKeys;

    /// <summary>Lanes with a key in <see cref="HitKeys"/> and <see cref="RowKeys"/>.</summary>
    public ulong Hits, Rows;

    /// <summary>Requests held.</summary>
    public int Count;

    public RequestQueue(RequestSlot* slots, int lanes)
    {
        _slots = slots;
        _memory = new LaneMemory(lanes * 6 + 96);
        HitKeys = _memory.Take(lanes, Lanes.None);
        RowKeys = _memory.Take(lanes, Lanes.None);
        _hitHead = _memory.Take(lanes, -1);
        _hitTail = _memory.Take(lanes, -1);
        _otherHead = _memory.Take(lanes, -1);
        _otherTail = _memory.Take(lanes, -1);
    }

    /// <summary>Appends a hit; true when it became the head of its lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AddHit(int slot, int lane)
    {
        Count++;
        var tail = _hitTail[lane];
        _hitTail[lane] = slot;
        if (tail >= 0)
        {
            _slots[tail].Next = slot;
            return false;
        }

        _hitHead[lane] = slot;
        Lanes.Set(HitKeys, lane, _slots[slot].Key);
        Hits |= 1UL << lane;
        return true;
    }

    /// <summary>Appends a request of another row or of a closed bank; true when it is a new candidate for the row slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AddOther(int slot, int lane, bool blocked)
    {
        Count++;
        var tail = _otherTail[lane];
        _otherTail[lane] = slot;
        if (tail >= 0)
        {
            _slots[tail].Next = slot;
            return false;
        }

        _otherHead[lane] = slot;
        if (blocked) return false;
        Lanes.Set(RowKeys, lane, _slots[slot].Key);
        Rows |= 1UL << lane;
        return true;
    }

    /// <summary>Takes the oldest hit of a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PopHit(int lane)
    {
        Count--;
        var slot = _hitHead[lane];
        var next = _slots[slot].Next;
        _hitHead[lane] = next;
        if (next >= 0)
        {
            Lanes.Set(HitKeys, lane, _slots[next].Key);
        }
        else
        {
            _hitTail[lane] = -1;
            Lanes.Set(HitKeys, lane, Lanes.None);
            Hits &= ~(1UL << lane);
        }

        return slot;
    }

    /// <summary>The oldest request of a lane that is not a hit; -1 if there is none.</summary>
    public int OtherHead(int lane) => _otherHead[lane];

    /// <summary>The oldest hit of a lane; -1 if there is none.</summary>
    public int HitHead(int lane) => _hitHead[lane];

    /// <summary>Takes the oldest request of a closed bank, which is being activated.</summary>
    public int PopOther(int lane)
    {
        Count--;
        var slot = _otherHead[lane];
        _otherHead[lane] = _slots[slot].Next;
        if (_otherHead[lane] < 0) _otherTail[lane] = -1;
        return slot;
    }

    /// <summary>
    /// After ACT: the waiting requests of <paramref name="row"/> become hits, the rest is blocked until the activated request is served.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SplitByRow(int lane, int row)
    {
        if ((Rows >> lane & 1) != 0) Block(lane);
        if (_otherHead[lane] >= 0) SplitOthers(lane, row);
    }

    private void SplitOthers(int lane, int row)
    {
        var slot = _otherHead[lane];
        int hitHead = -1, hitTail = -1, otherHead = -1, otherTail = -1;
        while (slot >= 0)
        {
            var next = _slots[slot].Next;
            if (_slots[slot].Row == row) Append(slot, ref hitHead, ref hitTail);
            else Append(slot, ref otherHead, ref otherTail);
            slot = next;
        }

        _otherHead[lane] = otherHead;
        _otherTail[lane] = otherTail;
        _hitHead[lane] = hitHead;
        _hitTail[lane] = hitTail;
        if (hitHead < 0) return;
        Lanes.Set(HitKeys, lane, _slots[hitHead].Key);
        Hits |= 1UL << lane;
    }

    /// <summary>After PRE: hits and others merge by age and compete for the next ACT.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergeAfterClose(int lane)
    {
        if (_hitHead[lane] >= 0) MergeHits(lane);
        if (_otherHead[lane] >= 0) Unblock(lane);
    }

    private void MergeHits(int lane)
    {
        int a = _hitHead[lane], b = _otherHead[lane];
        int head = -1, tail = -1;
        while (a >= 0 || b >= 0)
        {
            var takeA = b < 0 || (a >= 0 && _slots[a].Key < _slots[b].Key);
            var slot = takeA ? a : b;
            if (takeA) a = _slots[a].Next;
            else b = _slots[b].Next;
            Append(slot, ref head, ref tail);
        }

        _otherHead[lane] = head;
        _otherTail[lane] = tail;
        _hitHead[lane] = _hitTail[lane] = -1;
        Lanes.Set(HitKeys, lane, Lanes.None);
        Hits &= ~(1UL << lane);
    }

    /// <summary>The bank may be closed again; true when that makes a candidate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Unblock(int lane)
    {
        var slot = _otherHead[lane];
        if (slot < 0) return false;
        Lanes.Set(RowKeys, lane, _slots[slot].Key);
        Rows |= 1UL << lane;
        return true;
    }

    /// <summary>True if a held request has this address.</summary>
    public bool Holds(int lane, long address) => Find(_hitHead[lane], address) || Find(_otherHead[lane], address);

    /// <summary>Rewrites the keys of all heads after the slots' keys have been renumbered in the same order.</summary>
    public void RefreshKeys(int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            if (HitKeys[lane] != Lanes.None) Lanes.Set(HitKeys, lane, _slots[_hitHead[lane]].Key);
            if (RowKeys[lane] != Lanes.None) Lanes.Set(RowKeys, lane, _slots[_otherHead[lane]].Key);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Block(int lane)
    {
        Lanes.Set(RowKeys, lane, Lanes.None);
        Rows &= ~(1UL << lane);
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
