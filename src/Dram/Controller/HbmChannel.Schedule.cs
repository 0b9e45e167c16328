using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <content>Which command issues: mode, column slot, row slot, refresh.</content>
public sealed unsafe partial class HbmChannel
{
    private bool WantsWriteMode
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _readQueue.Count == 0 || _writeQueue.Count >= (_writeMode ? _drainStop + 1 : _drainStart);
    }

    /// <summary>The reference settles the mode whenever it looks into a buffer, which it does not while a refresh waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UpdateMode(int t)
    {
        if (_pendingRefreshes != 0) return;
        _sizesChanged = false;
        if (WantsWriteMode == _writeMode) return;
        _writeMode = !_writeMode;
        _columnAt = t;
        _rowAt = t;
    }

    /// <summary>The row slot changed the sizes: the next cycle settles the mode again, without an offer too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WakeForMode(int t)
    {
        if (_pendingRefreshes != 0) return;
        if (WantsWriteMode != _writeMode)
        {
            if (_readQueue.Count + _writeQueue.Count != 0)
            {
                _columnAt = Math.Min(_columnAt, t + 1);
                return;
            }

            _unsettledFrom = t + 1;
        }

        _sizesChanged = false;
    }

    /// <summary>With empty buffers the mode settles in the first cycle in which nothing happens, which need not be visited for that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SettleUnvisited(int t)
    {
        if (t > _unsettledFrom) _writeMode = true;
        _unsettledFrom = Never;
    }

    /// <summary>Column slot: requests whose row was opened for them, then, unless a refresh waits, hits of the current mode.</summary>
    private void Column(int t, ref CompletionBuffer completions)
    {
        if (t >= _activeAt)
        {
            var best = PickActive(t, out _activeAt);
            if (best != Never)
            {
                IssueActive(t, best & 63, ref completions);
                _activeAt = (_activeReads | _activeWrites) == 0 ? Never : t + 1;
                _columnAt = (_readQueue.Hits | _writeQueue.Hits) == 0 ? _activeAt : t + 1;
                return;
            }
        }

        var next = _activeAt;

        var queue = _writeMode ? _writeQueue : _readQueue;
        if (_pendingRefreshes == 0 && queue.Hits != 0)
        {
            var best = Pick(queue.Hits, queue.HitKeys, _writeMode ? _times.Write : _times.Read, t, out var nextHit);
            if (best != Never)
            {
                IssueHit(queue, t, best & 63, ref completions);
                _columnAt = queue.Hits == 0 ? _activeAt : t + 1;
                return;
            }

            next = Math.Min(next, nextHit);
        }

        _columnAt = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PickActive(int t, out int next)
    {
        next = Never;
        var best = Never;
        if (_activeReads != 0) best = Pick(_activeReads, _activeReadKeys, _times.Read, t, out next);
        if (_activeWrites == 0) return best;
        best = Math.Min(best, Pick(_activeWrites, _activeWriteKeys, _times.Write, t, out var nextWrite));
        next = Math.Min(next, nextWrite);
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Pick(ulong candidates, int* keys, int* times, int t, out int next) =>
        BitOperations.PopCount(candidates) <= FewLanes
            ? Lanes.PickFew(candidates, keys, times, t, out next)
            : Lanes.Pick(keys, times, _times.Count, t, out next);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void IssueActive(int t, int lane, ref CompletionBuffer completions)
    {
        var index = _activeSlots[lane];
        _activeReads &= ~(1UL << lane);
        _activeWrites &= ~(1UL << lane);
        Lanes.Set(_slots[index].IsWrite ? _activeWriteKeys : _activeReadKeys, lane, Lanes.None);
        Serve(index, t, activated: true, ref completions);
        if (_readQueue.Unblock(lane) && !_writeMode) _rowAt = Math.Min(_rowAt, _times.Pre[lane]);
        if (_writeQueue.Unblock(lane) && _writeMode) _rowAt = Math.Min(_rowAt, _times.Pre[lane]);
        if (_pendingRefreshes != 0) _rowAt = Math.Min(_rowAt, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void IssueHit(RequestQueue queue, int t, int lane, ref CompletionBuffer completions)
    {
        var index = queue.PopHit(lane);
        ref var slot = ref _slots[index];
        Left(ref slot, t);
        if (slot.Outcome == RowOutcome.Hit) _stats.RowHits++;
        Serve(index, t, activated: false, ref completions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Serve(int index, int t, bool activated, ref CompletionBuffer completions)
    {
        ref var slot = ref _slots[index];
        var now = _base + t;
        if (slot.IsWrite)
        {
            _times.OnWrite(t, slot.Lane);
            _stats.Writes++;
            if (KeepsAnswers) _answers.AddWrite(now, now, slot.Tag, ref completions);
        }
        else
        {
            _times.OnRead(t, slot.Lane);
            _stats.Reads++;
            var latency = t + _readLatency - slot.Arrive;
            _stats.ReadLatencySumCycles += latency;
            if (latency > _stats.ReadLatencyMaxCycles) _stats.ReadLatencyMaxCycles = latency;
            if (KeepsAnswers) _answers.AddRead(now + _readLatency, slot.Tag);
        }

        Observer?.OnServed(new ServedRequest(
            slot.Tag, slot.IsWrite, slot.Outcome, activated, t - slot.Arrive + (long)slot.Waited, slot.IsWrite ? now : now + _readLatency));
        if (_log is not null) Record(t, slot.IsWrite ? DramCommandKind.Write : DramCommandKind.Read, slot.Lane, slot.Row, slot.Address);
        slot.Lane = -1;
        _freeSlots[_free++] = index;
    }

    /// <summary>Row slot: a waiting refresh, else the oldest ready ACT or PRE of the current mode.</summary>
    private void Row(int t)
    {
        if (t < _times.RowBus)
        {
            _rowAt = _times.RowBus;
            return;
        }

        if (_pendingRefreshes != 0)
        {
            RefreshStep(t);
            return;
        }

        var queue = _writeMode ? _writeQueue : _readQueue;
        _rowAt = Never;
        if (queue.Rows == 0) return;
        int next;
        var best = BitOperations.PopCount(queue.Rows) <= FewLanes
            ? Lanes.PickFewByState(queue.Rows, queue.RowKeys, _times.IsOpen, _times.Pre, _times.Act, t, out next)
            : Lanes.PickByState(queue.RowKeys, _times.IsOpen, _times.Pre, _times.Act, _times.Count, t, out next);
        if (best == Never)
        {
            _rowAt = next;
            return;
        }

        var lane = best & 63;
        if (_times.IsOpen[lane] != 0) IssuePrecharge(queue, t, lane);
        else IssueActivate(queue, t, lane);
        _rowAt = queue.Rows == 0 ? Never : Math.Max(t + 1, _times.RowBus);
    }

    private void IssueActivate(RequestQueue queue, int t, int lane)
    {
        var index = queue.PopOther(lane);
        ref var slot = ref _slots[index];
        Left(ref slot, t);
        if (slot.Outcome == RowOutcome.Hit)
        {
            _stats.RowMisses++;
            slot.Outcome = RowOutcome.Miss;
        }

        _stats.Activates++;
        var pc = _times.PcOf[lane];
        if ((_times.Open & _times.MaskOf(pc)) == 0) _standbySince[pc] = _base + t;
        _times.OnActivate(t, lane, slot.Row);
        _readQueue.SplitByRow(lane, slot.Row);
        _writeQueue.SplitByRow(lane, slot.Row);
        slot.Key = ActiveKey(ref slot, lane);
        slot.Activated = true;
        _activeSlots[lane] = index;
        if (slot.IsWrite)
        {
            _activeWrites |= 1UL << lane;
            Lanes.Set(_activeWriteKeys, lane, slot.Key);
            _activeAt = Math.Min(_activeAt, _times.Write[lane]);
        }
        else
        {
            _activeReads |= 1UL << lane;
            Lanes.Set(_activeReadKeys, lane, slot.Key);
            _activeAt = Math.Min(_activeAt, _times.Read[lane]);
        }

        _columnAt = Math.Min(_columnAt, _activeAt);
        if ((queue.Hits >> lane & 1) != 0) _columnAt = Math.Min(_columnAt, _writeMode ? _times.Write[lane] : _times.Read[lane]);
        if (_log is not null) Record(t, DramCommandKind.Activate, lane, slot.Row, -1);
    }

    private void IssuePrecharge(RequestQueue queue, int t, int lane)
    {
        ref var slot = ref _slots[queue.OtherHead(lane)];
        if (slot.Outcome == RowOutcome.Hit)
        {
            _stats.RowConflicts++;
            slot.Outcome = RowOutcome.Conflict;
        }

        _stats.Precharges++;
        _times.OnPrecharge(t, lane);
        EndStandby(t, _times.PcOf[lane]);
        _readQueue.MergeAfterClose(lane);
        _writeQueue.MergeAfterClose(lane);
        if (_log is not null) Record(t, DramCommandKind.Precharge, lane, -1, -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndStandby(int t, int pc)
    {
        if ((_times.Open & _times.MaskOf(pc)) == 0) _standby += _base + t - _standbySince[pc];
    }

    // It may have come further than the run's end, in a quiet time in which no bank closes.
    private protected override long StandbyCycles()
    {
        var sum = _standby;
        var end = Math.Min(_now, _end);
        for (var pc = 0; pc < _times.PseudoChannels; pc++)
            if ((_times.Open & _times.MaskOf(pc)) != 0) sum += end - _standbySince[pc];
        return sum;
    }

    private void Record(int t, DramCommandKind kind, int lane, int row, long address)
    {
        var inPc = lane % _times.PcLanes;
        _log!.Add(new DramCommand(
            _base + t, kind, lane / _times.PcLanes, inPc / _standard.BanksPerGroup, inPc % _standard.BanksPerGroup, row,
            address < 0 ? -1 : _map.Decode(address).Column));
    }
}
