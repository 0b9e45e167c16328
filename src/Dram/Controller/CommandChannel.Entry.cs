using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Controller;

/// <content>From the front queue into the read and write buffers.</content>
public sealed unsafe partial class CommandChannel
{
    private long _acceptedWrites;

    private protected override bool TryEnter(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions)
    {
        if (MayMeetWrite(entry.Address) && TryMeetWrite(ref entry, t, ref completions))
        {
            if (entry.IsWrite) _acceptedWrites++;
            return true;
        }

        if (entry.IsWrite ? _writeQueue.Count == _spec.WriteBufferEntries : _readQueue.Count == _spec.ReadBufferEntries) return false;

        var place = _map.Decode(entry.Address);
        var lane = _laneOf[place.Bank];
        if (_sequence > MaxSequence) Renumber();
        var index = Fill(in entry, place.Row, lane, t);
        _slots[index].Key = (_sequence++ << _keyShift) | lane;
        _slots[index].Classified = false;
        if (entry.IsWrite) _acceptedWrites++;
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
