using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <content>Which command issues. With one command bus, the column slot is the only one and takes all commands.</content>
public sealed unsafe partial class CommandChannel
{
    private bool WantsWriteMode
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _readQueue.Count == 0 || _writeQueue.Count >= (_writeMode ? _drainStop + 1 : _drainStart);
    }

    private BankQueue Current => _writeMode ? _writeQueue : _readQueue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SettleMode(int t)
    {
        if (WantsWriteMode == _writeMode) return;
        _writeMode = !_writeMode;
        _rowAt = Math.Min(_rowAt, t);
    }

    /// <summary>Requests whose row was opened for them; then, unless a refresh waits, hits of the current mode.</summary>
    private void ColumnSlot(int t, ref CompletionBuffer completions)
    {
        if (t < _clock.ColumnBus)
        {
            if (!_refreshes.Waits) SettleMode(t);
            _columnAt = _clock.ColumnBus;
            if (_oneBus) _rowAt = Never;
            return;
        }

        var next = Never;
        if (_active.Count != 0 && _active.TakeReady(t, out next) is var ready and >= 0)
        {
            IssueActive(t, ready, ref completions);
            return;
        }

        if (_oneBus)
        {
            AnySlot(t, next, ref completions);
            return;
        }

        if (!_refreshes.Waits)
        {
            SettleMode(t);
            var best = PickHit(Current, t, ref next);
            if (best != Never)
            {
                IssueHit(Current, t, best & _keyMask, ref completions);
                return;
            }
        }

        _columnAt = next;
    }

    /// <summary>The rest of the one slot: a waiting refresh, else the oldest ready command of the current mode, else a close.</summary>
    private void AnySlot(int t, int next, ref CompletionBuffer completions)
    {
        _rowAt = Never;
        if (_refreshes.Waits)
        {
            RefreshStep(t);
            _columnAt = Math.Min(next, _rowAt);
            _rowAt = Never;
            return;
        }

        SettleMode(t);
        _rowAt = Never;
        var queue = Current;
        var hit = PickHit(queue, t, ref next);
        var row = PickRow(queue, t, ref next);
        if (hit < row) IssueHit(queue, t, hit & _keyMask, ref completions);
        else if (row != Never) IssueRow(queue, t, row & _keyMask);
        else if (!_closes || !TryClose(t, ref next)) _columnAt = next;
    }

    /// <summary>A waiting refresh, else the oldest ready ACT or PRE of the current mode, else a close.</summary>
    private void RowSlot(int t, ref CompletionBuffer completions)
    {
        if (_oneBus)
        {
            // The mode changed, or a command made another one possible: the one slot looks again.
            _rowAt = Never;
            _columnAt = Math.Min(_columnAt, t + 1);
            return;
        }

        if (t < _clock.RowBus)
        {
            var before = _writeMode;
            if (!_refreshes.Waits) SettleMode(t);
            if (before != _writeMode) _columnAt = Math.Min(_columnAt, t + 1);
            _rowAt = _clock.RowBus;
            return;
        }

        if (_refreshes.Waits)
        {
            RefreshStep(t);
            return;
        }

        var mode = _writeMode;
        SettleMode(t);
        if (mode != _writeMode) _columnAt = Math.Min(_columnAt, t + 1);
        var next = Never;
        var best = PickRow(Current, t, ref next);
        if (best != Never) IssueRow(Current, t, best & _keyMask);
        else if (!_closes || !TryClose(t, ref next)) _rowAt = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PickHit(BankQueue queue, int t, ref int next)
    {
        if (queue.Hits == 0) return Never;
        var times = queue == _writeQueue ? _clock.Write : _clock.Read;
        int best;
        if (_scheduler.InOrder)
        {
            var oldest = Oldest(queue, out var isHit);
            if (!isHit || _active.Count != 0) return Never;
            var time = times[oldest & _keyMask];
            if (time <= t) return oldest;
            next = Math.Min(next, time);
            return Never;
        }

        best = Lanes.Pick(queue.HitKeys, times, _clock.Count, t, out var soonest);
        next = Math.Min(next, soonest);
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PickRow(BankQueue queue, int t, ref int next)
    {
        if (queue.Count == queue.Hits) return Never;
        if (_scheduler.InOrder)
        {
            var oldest = Oldest(queue, out var isHit);
            if (isHit || _active.Count != 0) return Never;
            var lane = oldest & _keyMask;
            var time = _clock.IsOpen[lane] != 0 ? _clock.Pre[lane] : _clock.Act[lane];
            if (time <= t) return oldest;
            next = Math.Min(next, time);
            return Never;
        }

        var best = Lanes.PickByState(queue.RowKeys, _clock.IsOpen, _clock.Pre, _clock.Act, _clock.Count, t, out var soonest);
        next = Math.Min(next, soonest);
        return best;
    }

    // Without an active request every oldest of the others has its key in its lane.
    private int Oldest(BankQueue queue, out bool isHit)
    {
        var hit = Never;
        var row = Never;
        for (var lane = 0; lane < _clock.Count; lane++)
        {
            hit = Math.Min(hit, queue.HitKeys[lane]);
            row = Math.Min(row, queue.RowKeys[lane]);
        }

        isHit = hit < row;
        return Math.Min(hit, row);
    }

    private void IssueActive(int t, int index, ref CompletionBuffer completions)
    {
        var lane = _slots[index].Lane;
        Serve(index, t, ref completions);
        SetRowKey(_readQueue, lane);
        SetRowKey(_writeQueue, lane);
    }

    private void IssueHit(BankQueue queue, int t, int lane, ref CompletionBuffer completions)
    {
        var index = queue.PopHit(lane);
        ref var slot = ref _slots[index];
        Leave(ref slot, t);
        if (!slot.Classified) _stats.RowHits++;
        Serve(index, t, ref completions);
        if (_readQueue.OtherHead(lane) >= 0) SetRowKey(_readQueue, lane);
        if (_writeQueue.OtherHead(lane) >= 0) SetRowKey(_writeQueue, lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Serve(int index, int t, ref CompletionBuffer completions)
    {
        ref var slot = ref _slots[index];
        var now = _base + t;
        _clock.OnColumn(t, slot.Lane, slot.IsWrite);
        _columns[slot.Lane]++;
        _lastUse[slot.Lane] = t;
        if (slot.IsWrite)
        {
            _stats.Writes++;
            if (KeepsAnswers) _answers.AddWrite(now, now, slot.Tag, ref completions);
        }
        else
        {
            _stats.Reads++;
            var latency = t + _readLatency - slot.Arrive;
            _stats.ReadLatencySumCycles += latency;
            if (latency > _stats.ReadLatencyMaxCycles) _stats.ReadLatencyMaxCycles = latency;
            if (KeepsAnswers) _answers.AddRead(now + _readLatency, slot.Tag);
        }

        Observer?.OnServed(new ServedRequest(
            slot.Tag, slot.IsWrite, slot.Outcome, slot.Activated, t - slot.Arrive + (long)slot.Waited, slot.IsWrite ? now : now + _readLatency));
        if (_log is not null) Record(t, slot.IsWrite ? DramCommandKind.Write : DramCommandKind.Read, slot.Lane, slot.Row, slot.Address);
        slot.Lane = -1;
        _freeSlots[_free++] = index;
        AfterColumnCommand(t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AfterColumnCommand(int t)
    {
        var queue = Current;
        var moreRows = queue.Count != queue.Hits || _refreshes.Waits || _closes;
        _columnAt = queue.Hits + _active.Count != 0 || (_oneBus && moreRows) ? t + 1 : Never;
        if (_oneBus) return;

        // The mode may change between the slots of a cycle.
        _rowAt = moreRows || (WantsWriteMode != _writeMode && _readQueue.Count + _writeQueue.Count != 0) ? t : Never;
    }

    private void IssueRow(BankQueue queue, int t, int lane)
    {
        if (_clock.IsOpen[lane] != 0)
        {
            ref var slot = ref _slots[queue.OtherHead(lane)];
            if (!slot.Classified) slot.Outcome = RowOutcome.Conflict;
            if (!slot.Classified) _stats.RowConflicts++;
            slot.Classified = true;
            IssuePrecharge(t, lane);
        }
        else
        {
            IssueActivate(queue, t, lane);
        }
    }

    private void IssueActivate(BankQueue queue, int t, int lane)
    {
        var index = queue.PopOther(lane);
        ref var slot = ref _slots[index];
        Leave(ref slot, t);
        if (!slot.Classified) slot.Outcome = RowOutcome.Miss;
        if (!slot.Classified) _stats.RowMisses++;
        slot.Classified = true;
        slot.Activated = true;
        _stats.Activates++;
        var rank = _clock.RankOf[lane];
        if (_clock.OpenBanks[rank] == 0) _standbySince[rank] = _base + t;
        _clock.OnActivate(t, lane, slot.Row);
        _columns[lane] = 0;
        _lastUse[lane] = t;
        _active.Add(index);
        _readQueue.SplitByRow(lane, slot.Row);
        _writeQueue.SplitByRow(lane, slot.Row);
        SetRowKey(_readQueue, lane);
        SetRowKey(_writeQueue, lane);
        if (_log is not null) Record(t, DramCommandKind.Activate, lane, slot.Row, -1);
        AfterRowCommand(t);
        _columnAt = Math.Min(_columnAt, queue.Hits != 0 ? t + 1 : slot.IsWrite ? _clock.Write[lane] : _clock.Read[lane]);
    }

    private void IssuePrecharge(int t, int lane)
    {
        _stats.Precharges++;
        _clock.OnPrecharge(t, lane);
        AfterClose(t, lane);
        if (_log is not null) Record(t, DramCommandKind.Precharge, lane, -1, -1);
        AfterRowCommand(t);
    }

    private void AfterClose(int t, int lane)
    {
        var rank = _clock.RankOf[lane];
        if (_clock.OpenBanks[rank] == 0 && _standbySince[rank] >= 0)
        {
            _standby += _base + t - _standbySince[rank];
            _standbySince[rank] = -1;
        }

        Reorder(_readQueue, lane);
        Reorder(_writeQueue, lane);
    }

    private void Reorder(BankQueue queue, int lane)
    {
        if (queue.Count == 0) return;
        queue.MergeAfterClose(lane);
        SetRowKey(queue, lane);
    }

    private void AfterRowCommand(int t)
    {
        var queue = Current;
        var moreRows = queue.Count != queue.Hits || _refreshes.Waits || _closes;
        if (_oneBus) _columnAt = moreRows || queue.Hits + _active.Count > 1 ? t + 1 : Never;
        else _rowAt = moreRows ? Math.Max(t + 1, _clock.RowBus) : Never;
    }

    /// <summary>The row policy's own close: a row that no held request wants, unused for long enough; the lowest bank first.</summary>
    private bool TryClose(int t, ref int next)
    {
        for (var lane = 0; lane < _clock.Count; lane++)
        {
            if (_clock.IsOpen[lane] == 0 || _active.InLane(lane) || _readQueue.HitHead(lane) >= 0 || _writeQueue.HitHead(lane) >= 0) continue;
            var time = Math.Max(_clock.Pre[lane], _lastUse[lane] + _closeIdle);
            if (time <= t)
            {
                IssuePrecharge(t, lane);
                return true;
            }

            next = Math.Min(next, time);
        }

        return false;
    }

    private void Record(int t, DramCommandKind kind, int lane, int row, long address)
    {
        var inPc = lane % _clock.PcLanes;
        var group = inPc / _standard.BanksPerGroup % _standard.BankGroups;
        _log!.Add(new DramCommand(
            _base + t, kind, _clock.RankOf[lane], group, inPc % _standard.BanksPerGroup, row, address < 0 ? -1 : _map.Decode(address).Column));
    }
}
