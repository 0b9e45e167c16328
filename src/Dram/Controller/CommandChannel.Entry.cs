using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Controller;

/// <content>From the front queue into the read and write buffers.</content>
public sealed unsafe partial class CommandChannel
{
    private long _acceptedWrites;

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

    private bool TryEnter(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions)
    {
        var address = entry.Address;
        if (_writeFilter[FilterIndex(address)] != 0 && TryMeetWrite(ref entry, t, ref completions)) return true;
        if (entry.IsWrite ? _writeQueue.Count == _spec.WriteBufferEntries : _readQueue.Count == _spec.ReadBufferEntries) return false;

        var place = _map.Decode(address);
        var lane = _laneOf[place.Bank];
        if (_sequence > MaxSequence) Renumber();
        var index = _freeSlots[--_free];
        ref var slot = ref _slots[index];
        slot.Address = address;
        slot.Tag = entry.Tag;
        slot.Row = place.Row;
        slot.Key = (_sequence++ << _keyShift) | lane;
        slot.Arrive = t;
        slot.Next = -1;
        slot.Lane = lane;
        slot.IsWrite = entry.IsWrite;
        slot.Classified = false;
        slot.Activated = false;
        slot.Outcome = RowOutcome.Hit;
        slot.Waited = (int)Math.Min(_base + t - entry.Cycle, int.MaxValue / 2);
        _occupancy -= _base + t;
        if (entry.IsWrite)
        {
            _acceptedWrites++;
            _writeFilter[FilterIndex(address)]++;
        }

        Place(index, lane, place.Row, entry.IsWrite, t);
        _stats.QueueOccupancyMax = Math.Max(_stats.QueueOccupancyMax, _readQueue.Count + _writeQueue.Count);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(int index, int lane, int row, bool isWrite, int t)
    {
        var queue = isWrite ? _writeQueue : _readQueue;
        if (_clock.OpenRow[lane] == row)
        {
            queue.AddHit(index, lane);
            _columnAt = Math.Min(_columnAt, Math.Max(t, isWrite ? _clock.Write[lane] : _clock.Read[lane]));
            if (queue.RowKeys[lane] != Lanes.None) SetRowKey(queue, lane);
        }
        else
        {
            queue.AddOther(index, lane);
            SetRowKey(queue, lane);
            WakeRow(Math.Max(t, _clock.IsOpen[lane] != 0 ? _clock.Pre[lane] : _clock.Act[lane]));
        }
    }

    /// <summary>Whether the oldest request of a lane that needs another row competes for ACT or PRE.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetRowKey(BankQueue queue, int lane)
    {
        var other = queue.OtherHead(lane);
        if (other < 0)
        {
            queue.SetRowKey(lane, false);
            return;
        }

        var hit = queue.HitHead(lane);
        queue.SetRowKey(lane, !_active.InLane(lane)
            && (hit < 0 || _scheduler.MayCloseOver(_slots[other].Arrive, _slots[hit].Arrive, _columns[lane])));
    }

    private void WakeRow(int t)
    {
        _rowAt = Math.Min(_rowAt, t);
        if (_oneBus) _columnAt = Math.Min(_columnAt, t);
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
            _acceptedWrites++;
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

    /// <summary>Gives the held requests small sequence numbers in the same order.</summary>
    private void Renumber()
    {
        var held = 0;
        for (var i = 0; i < _slotMemory.Length; i++)
        {
            if (_slots[i].Lane < 0) continue;
            _renumberKeys[held] = _slots[i].Key;
            _renumberSlots[held++] = i;
        }

        Array.Sort(_renumberKeys, _renumberSlots, 0, held);
        for (_sequence = 0; _sequence < held; _sequence++)
        {
            ref var slot = ref _slots[_renumberSlots[_sequence]];
            slot.Key = (_sequence << _keyShift) | slot.Lane;
        }

        _readQueue.RefreshKeys(_clock.Count);
        _writeQueue.RefreshKeys(_clock.Count);
    }
}
