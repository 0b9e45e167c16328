using System.Numerics;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <content>All-bank refresh: every interval, pseudo-channel after pseudo-channel; nothing else is scheduled until all are done.</content>
public sealed unsafe partial class HbmChannel
{
    private void RefreshDue(int t, int end)
    {
        // A cycle in which a refresh waits settles nothing.
        _sizesChanged |= t == _unsettledFrom;
        SettleUnvisited(t);
        if (TrySkipIdleRefreshes(t, end)) return;
        _pendingRefreshes += _times.PseudoChannels;
        _refreshAt = t + _standard.Refi;
        _rowAt = Math.Min(_rowAt, t);
    }

    /// <summary>
    /// Idle with closed banks, every refresh is one REFab per pseudo-channel and leaves nothing behind but its last times:
    /// all but the last one before the next request or the horizon are counted at once.
    /// </summary>
    private bool TrySkipIdleRefreshes(int t, int end)
    {
        if (_log is not null || !IsIdle || _pendingRefreshes != 0 || _times.Open != 0) return false;
        var count = (Math.Min(end, _offerAt) - 1 - t) / _standard.Refi;
        if (count <= 0) return false;
        _stats.Refreshes += (long)count * _times.PseudoChannels;
        _refreshAt = t + count * _standard.Refi;
        return true;
    }

    private void RefreshStep(int t)
    {
        var lanes = _times.MaskOf(_refreshPc);
        var open = _times.Open & lanes;
        _rowAt = Never;
        if (open == 0)
        {
            if (t < _times.Refresh[_refreshPc]) _rowAt = _times.Refresh[_refreshPc];
            else IssueRefresh(t);
        }
        else if (((_activeReads | _activeWrites) & lanes) == 0)
        {
            if (t < _times.PreAll[_refreshPc]) _rowAt = _times.PreAll[_refreshPc];
            else IssuePrechargeAll(t, open);
        }
    }

    private void IssueRefresh(int t)
    {
        _times.OnRefresh(t, _refreshPc);
        _stats.Refreshes++;
        _log?.Add(new DramCommand(_base + t, DramCommandKind.RefreshAll, _refreshPc, -1, -1, -1, -1));
        if (++_refreshPc == _times.PseudoChannels) _refreshPc = 0;
        _rowAt = t + 1;
        if (--_pendingRefreshes != 0) return;
        _columnAt = t + 1;
        _sizesChanged = true;
    }

    private void IssuePrechargeAll(int t, ulong open)
    {
        _times.OnPrechargeAll(t, _refreshPc);
        EndStandby(t, _refreshPc);
        _stats.PrechargeAlls++;
        for (; open != 0; open &= open - 1)
        {
            var lane = BitOperations.TrailingZeroCount(open);
            _readQueue.MergeAfterClose(lane);
            _writeQueue.MergeAfterClose(lane);
        }

        _log?.Add(new DramCommand(_base + t, DramCommandKind.PrechargeAll, _refreshPc, -1, -1, -1, -1));
        _rowAt = t + 1;
    }
}
