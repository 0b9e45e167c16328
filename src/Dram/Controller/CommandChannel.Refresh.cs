using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <content>Refresh: what is due waits in order; while one waits, no request starts a command.</content>
public sealed unsafe partial class CommandChannel
{
    private void SetRefreshAt() =>
        _refreshAt = _refreshes.DueCycle == long.MaxValue ? Never : (int)Math.Clamp(_refreshes.DueCycle - _base, 0, Never - 1);

    private void RefreshDue(int t, int end)
    {
        if (TrySkip(t, end)) return;
        _refreshes.FallDue(_base + t);
        SetRefreshAt();
        WakeRow(t);
    }

    /// <summary>
    /// Idle with closed banks, refreshes leave nothing behind but their last times: all periods but the last before the next request or the
    /// horizon are counted at once.
    /// </summary>
    private bool TrySkip(int t, int end)
    {
        if (_log is not null || !IsIdle) return false;
        for (var rank = 0; rank < _clock.Ranks; rank++)
            if (_clock.OpenBanks[rank] != 0) return false;
        var skipped = _refreshes.SkipPeriods(_base + Math.Min(end, _offerAt));
        if (skipped == 0) return false;
        if (_spec.Refresh == RefreshCatalog.PerBank) _stats.BankRefreshes += skipped;
        else _stats.Refreshes += skipped;
        SetRefreshAt();
        return true;
    }

    /// <summary>One step of the oldest waiting refresh; leaves the next time to look in the row slot's time.</summary>
    private void RefreshStep(int t)
    {
        var due = _refreshes.Head;
        _rowAt = Never;
        if (due.Bank >= 0) BankStep(t, _laneOf[due.Bank]);
        else RankStep(t, due.Rank);
    }

    private void BankStep(int t, int lane)
    {
        if (_clock.IsOpen[lane] == 0)
        {
            if (!IsTime(t, _clock.RefreshBank[lane])) return;
            _clock.OnRefreshBank(t, lane);
            _stats.BankRefreshes++;
            _refreshes.Drop();
            if (_log is not null) Record(t, DramCommandKind.RefreshBank, lane, -1, -1);
            AfterRefresh(t);
        }
        else if (!_active.InLane(lane) && IsTime(t, _clock.Pre[lane]))
        {
            IssuePrecharge(t, lane);
            AfterRefresh(t);
        }
    }

    private void RankStep(int t, int rank)
    {
        if (_clock.OpenBanks[rank] == 0)
        {
            if (!IsTime(t, _clock.RefreshAll[rank])) return;
            _clock.OnRank(DramCommandKind.RefreshAll, t, rank);
            _stats.Refreshes++;
            _refreshes.Drop();
            _log?.Add(new DramCommand(_base + t, DramCommandKind.RefreshAll, rank, -1, -1, -1, -1));
            AfterRefresh(t);
        }
        else if (!_active.InRank(rank) && IsTime(t, _clock.PreAll[rank]))
        {
            var first = _clock.FirstLane(rank);
            _clock.OnRank(DramCommandKind.PrechargeAll, t, rank);
            _stats.PrechargeAlls++;
            for (var lane = first; lane < first + _clock.BanksPerRank; lane++) AfterClose(t, lane);
            _log?.Add(new DramCommand(_base + t, DramCommandKind.PrechargeAll, rank, -1, -1, -1, -1));
            AfterRefresh(t);
        }
    }

    private bool IsTime(int t, int time)
    {
        if (time <= t) return true;
        _rowAt = time;
        return false;
    }

    private void AfterRefresh(int t)
    {
        _rowAt = t + 1;
        _columnAt = t + 1;
    }

    // It may have come further than the run's end, in a quiet time in which no bank closes.
    private protected override long StandbyCycles()
    {
        var sum = _standby;
        var end = Math.Min(_now, _end);
        for (var rank = 0; rank < _clock.Ranks; rank++)
            if (_clock.OpenBanks[rank] != 0) sum += end - _standbySince[rank];
        return sum;
    }
}
