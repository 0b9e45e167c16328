using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Controller;

/// <content>From the front queue into the read and write buffers.</content>
public sealed unsafe partial class HbmChannel
{
    private void Offer(int t, ref CompletionBuffer completions)
    {
        var now = _base + t;
        for (var n = 0; n < _offers; n++)
        {
            if (_front.Count == 0 || _front.Head.Cycle >= now) break;
            if (!TryEnter(ref _front.Head, t, ref completions))
            {
                _blocked = _front.Head.IsWrite ? 1 : 0;
                _offerAt = Never;
                return;
            }

            _stats.FrontQueueCycles += now - _front.Head.Cycle;
            _front.Drop();
        }

        _offerAt = _front.Count == 0 ? Never : (int)Math.Clamp(_front.Head.Cycle + 1 - _base, t + 1, Never);
    }

    /// <inheritdoc/>
    public bool TryOffer(long cycle, long address, int tag, bool isWrite, ref CompletionBuffer completions)
    {
        if (KeepsAnswers) Advance(cycle, ref completions);
        else if (cycle > _horizon) _horizon = cycle;
        Reach(cycle, ref completions);
        var entry = new FrontQueue.Entry { Cycle = cycle - 1, Address = address, Tag = tag, IsWrite = isWrite };
        var t = (int)(cycle - _base);
        if (!TryEnter(ref entry, t, ref completions)) return false;

        // The cycle is visited even if no command may issue in it: the mode of the buffers is settled there.
        if (_columnAt > t) _columnAt = t;
        _stats.FrontQueueCycles++;
        return true;
    }

    /// <summary>Runs all cycles before this one, even if nothing is held: an offer comes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reach(long cycle, ref CompletionBuffer completions)
    {
        if (_now >= cycle) return;
        if (cycle - _base <= Math.Min(NextTick(), RebaseSpan / 2)) _now = cycle;
        else RunTo(cycle, restsWhenQuiet: false, ref completions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryEnter(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions)
    {
        var address = entry.Address;
        if (_writeFilter[FilterIndex(address)] != 0 && TryMeetWrite(ref entry, t, ref completions)) return true;
        if (entry.IsWrite ? _writeQueue.Count == _spec.WriteBufferEntries : _readQueue.Count == _spec.ReadBufferEntries) return false;

        var place = _plainMap is { } plain ? plain.Decode(address) : _map.Decode(address);
        var lane = _laneOf[place.Bank];
        if (_sequence > MaxSequence) Renumber();
        if (t != _groupCycle) StartGroup(t);
        else _sharedGroups = true;
        SettleUnvisited(t);
        var index = _freeSlots[--_free];
        ref var slot = ref _slots[index];
        slot.Address = address;
        slot.Tag = entry.Tag;
        slot.Row = place.Row;
        slot.Key = (_sequence++ << 6) | lane;
        slot.Arrive = t;
        slot.Next = -1;
        slot.Lane = lane;
        slot.Group = _group;
        slot.Activated = false;
        slot.IsWrite = entry.IsWrite;
        slot.Waited = (int)Math.Min(_base + t - entry.Cycle, int.MaxValue / 2);
        slot.Outcome = RowOutcome.Hit;
        _occupancy -= _base + t;
        _sizesChanged = true;
        if (entry.IsWrite) _writeFilter[FilterIndex(address)]++;
        Place(index, lane, place.Row, entry.IsWrite);
        _stats.QueueOccupancyMax = Math.Max(_stats.QueueOccupancyMax, _readQueue.Count + _writeQueue.Count);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(int index, int lane, int row, bool isWrite)
    {
        var queue = isWrite ? _writeQueue : _readQueue;
        if (_times.OpenRow[lane] == row)
        {
            if (queue.AddHit(index, lane) && isWrite == _writeMode)
                _columnAt = Math.Min(_columnAt, isWrite ? _times.Write[lane] : _times.Read[lane]);
        }
        else if (queue.AddOther(index, lane, blocked: ((_activeReads | _activeWrites) >> lane & 1) != 0) && isWrite == _writeMode)
        {
            _rowAt = Math.Min(_rowAt, _times.IsOpen[lane] != 0 ? _times.Pre[lane] : _times.Act[lane]);
        }
    }

    /// <summary>A read is answered by, and a write absorbed by, a buffered write of the same address.</summary>
    private bool TryMeetWrite(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions)
    {
        var place = _map.Decode(entry.Address);
        if (!_writeQueue.Holds(_laneOf[place.Bank], entry.Address)) return false;
        var now = _base + t;
        if (entry.IsWrite)
        {
            // Offered before the controller's tick, so ahead of reads whose data come in this cycle.
            if (KeepsAnswers) _answers.AddWrite(now, now - 1, entry.Tag, ref completions);
            _stats.CoalescedWrites++;
        }
        else
        {
            if (KeepsAnswers) _answers.AddRead(now, entry.Tag);
            _stats.ForwardedReads++;
        }

        Observer?.OnServed(new ServedRequest(
            entry.Tag, entry.IsWrite, entry.IsWrite ? RowOutcome.Coalesced : RowOutcome.Forwarded, false, now - entry.Cycle, now));

        return true;
    }

    /// <summary>A request left its buffer in cycle t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Left(ref RequestSlot slot, int t)
    {
        _occupancy += _base + t + 1;
        _sizesChanged = true;
        if (slot.IsWrite) _writeFilter[FilterIndex(slot.Address)]--;
        if (_blocked != (slot.IsWrite ? 1 : 0)) return;
        _blocked = -1;
        _offerAt = t + 1;
    }

    /// <summary>Address filter: a zero proves that no buffered write has the address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FilterIndex(long address)
    {
        var line = (ulong)address >> _offset;
        return (int)((line ^ (line >> 10)) & (FilterSize - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StartGroup(int t)
    {
        _groupCycle = t;
        _group = _sequence;
    }

    /// <summary>
    /// The key under which a request waits for the row that was opened for it: by the cycle in which it was accepted, of equals in the order
    /// of their ACTs. A group has as many sequence numbers as requests, so the next one is free.
    /// </summary>
    private int ActiveKey(ref RequestSlot slot, int lane)
    {
        if (!_sharedGroups) return slot.Key;
        var place = slot.Group;
        for (var lanes = _activeReads | _activeWrites; lanes != 0; lanes &= lanes - 1)
        {
            ref var other = ref _slots[_activeSlots[BitOperations.TrailingZeroCount(lanes)]];
            if (other.Group == slot.Group) place = Math.Max(place, (other.Key >> 6) + 1);
        }

        return (place << 6) | lane;
    }

    /// <summary>Gives the held requests small sequence numbers in the same order, group by group.</summary>
    private void Renumber()
    {
        var held = 0;
        for (var i = 0; i < _slotMemory.Length; i++)
        {
            if (_slots[i].Lane < 0) continue;
            _renumberKeys[held] = ((long)_slots[i].Group << 32) | (uint)_slots[i].Key;
            _renumberSlots[held++] = i;
        }

        Array.Sort(_renumberKeys, _renumberSlots, 0, held);
        int group = -1, first = 0, active = 0, latest = held;
        for (_sequence = 0; _sequence < held; _sequence++)
        {
            ref var slot = ref _slots[_renumberSlots[_sequence]];
            if (slot.Group != group)
            {
                group = slot.Group;
                first = active = _sequence;
            }

            if (group == _group) latest = first;
            slot.Group = first;
            slot.Key = ((slot.Activated ? active++ : _sequence) << 6) | slot.Lane;
        }

        _group = latest;
        _readQueue.RefreshKeys(_times.Count);
        _writeQueue.RefreshKeys(_times.Count);
        for (var lane = 0; lane < _times.Count; lane++)
        {
            if (_activeReadKeys[lane] != Lanes.None) _activeReadKeys[lane] = _slots[_activeSlots[lane]].Key;
            if (_activeWriteKeys[lane] != Lanes.None) _activeWriteKeys[lane] = _slots[_activeSlots[lane]].Key;
        }
    }
}
