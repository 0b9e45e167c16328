using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Controller;

/// <content>From the front queue into the read and write buffers.</content>
public sealed unsafe partial class HbmChannel
{
    /// <inheritdoc/>
    public override bool TryOffer(long cycle, long address, int tag, bool isWrite, ref CompletionBuffer completions)
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

    private protected override bool TryEnter(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions)
    {
        var address = entry.Address;
        if (MayMeetWrite(address) && TryMeetWrite(ref entry, t, ref completions)) return true;
        if (entry.IsWrite ? _writeQueue.Count == _spec.WriteBufferEntries : _readQueue.Count == _spec.ReadBufferEntries) return false;

        var place = _plainMap is { } plain ? plain.Decode(address) : _map.Decode(address);
        var lane = _laneOf[place.Bank];
        if (_sequence > MaxSequence) Renumber();
        if (t != _groupCycle) StartGroup(t);
        else _sharedGroups = true;
        SettleUnvisited(t);
        var index = Fill(in entry, place.Row, lane, t);
        _slots[index].Key = (_sequence++ << 6) | lane;
        _slots[index].Group = _group;
        _sizesChanged = true;
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

    /// <summary>A request left its buffer in cycle t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Left(ref RequestSlot slot, int t)
    {
        _sizesChanged = true;
        Leave(ref slot, t);
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
