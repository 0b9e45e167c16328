using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <content>From issue to requests: loads before stores, one descriptor at a time, spelled out a bounded time ahead.</content>
public sealed partial class DmaUnit
{
    /// <summary>The core issued a transfer: a load's injection is known at once, a store waits for its turn.</summary>
    public void OnIssued(TransferIssued transfer)
    {
        _issueTimes.Dequeue();
        var cycle = _coreClock.FirstAtOrAfter(Now);
        if (transfer.IsStore)
        {
            _stores.Enqueue(transfer);
            ScheduleStoreTurn(Math.Max(cycle, _freeAt));
        }
        else
        {
            Begin(transfer, Math.Max(cycle, _freeAt));
        }
    }

    /// <summary>The engine may be free for a store.</summary>
    public void OnStoreTurn()
    {
        _storeTurnScheduled = false;
        var cycle = _coreClock.FirstAtOrAfter(Now);
        if (_freeAt <= cycle)
        {
            Begin(_stores.Dequeue(), cycle);
        }

        if (_stores.Count > 0)
        {
            ScheduleStoreTurn(_freeAt);
        }
    }

    private void ScheduleStoreTurn(long cycle)
    {
        if (!_storeTurnScheduled)
        {
            _storeTurnScheduled = true;
            _storeTurnAt = cycle;
            Schedule(_coreClock.At(cycle), DmaPriority.StoreTurn, _storeTurns.Rent());
        }
    }

    // From here on everything about the descriptor's injection is known.
    private void Begin(TransferIssued transfer, long start)
    {
        if (!_freeRuns.TryPop(out var runs))
        {
            runs = new RequestRuns();
        }

        runs.Build(transfer.Descriptor, _spec.RequestBytes);
        var isStore = transfer.IsStore;
        var cycles = Math.Max(1, (runs.Total + _spec.InjectionPorts - 1) / _spec.InjectionPorts);
        var slot = _slots.Rent(transfer.Handle, runs.Total);
        _freeAt = start + cycles;
        _leastOutstanding = Math.Min(_leastOutstanding, runs.Total);
        _begunSinceDrainWasSet = true;
        Count(isStore, cycles, runs.Total);
        var owner = Stats.Owners.Count(transfer.Owner, isStore, runs.Total);
        Report(_injectedReports.Rent(), transfer.Handle, cycles, _freeAt, CorePriority.Injected);
        transfer.Release();
        if (runs.Total == 0)
        {
            SendDataReady(slot, start + 1, 0, 0);
        }

        _committed.Enqueue(new Committed(runs, new RequestTag(_core, slot, isStore), owner, start));
        if (!_injectionScheduled)
        {
            InjectAhead(_coreClock.FirstAtOrAfter(Now));
        }
    }

    private void Count(bool isStore, long cycles, long requests)
    {
        Stats.Loads += isStore ? 0 : 1;
        Stats.Stores += isStore ? 1 : 0;
        Stats.ReadRequests += isStore ? 0 : requests;
        Stats.WriteRequests += isStore ? requests : 0;
        Stats.InjectionCycles += cycles;
    }

    private void Report(TransferReport report, InstructionHandle handle, long cycles, long at, int priority)
    {
        report.Handle = handle;
        report.Cycles = cycles;
        _toCoreLink.Send(report, _coreClock.At(at), priority);
    }

    /// <summary>It is time to spell out more of the committed requests.</summary>
    public void OnInjection()
    {
        _injectionScheduled = false;
        InjectAhead(_coreClock.FirstAtOrAfter(Now));
    }

    // Requests are spelled out a bounded time ahead only: memory stays small however much is committed.
    private void InjectAhead(long cycle)
    {
        var limit = cycle + InjectionWindow;
        while (_committed.TryPeek(out var next) && next.Start < limit)
        {
            if (!_descriptorOpen)
            {
                _injector.Begin(next.Runs, next.Start, next.Tag, next.Owner);
            }

            _descriptorOpen = !_injector.InjectBefore(limit);
            SendRequests();
            if (_descriptorOpen)
            {
                break;
            }

            _freeRuns.Push(_committed.Dequeue().Runs);
        }

        if (_committed.TryPeek(out var waiting))
        {
            PromiseRequests(Math.Max(waiting.Start, _descriptorOpen ? limit : 0));
            _injectionScheduled = true;
            Schedule(_coreClock.At(Math.Max(waiting.Start, limit) - (InjectionWindow / 2)), DmaPriority.Injection, _injections.Rent());
        }
        else
        {
            PromiseRequests(_freeAt);
        }
    }

    private void SendRequests()
    {
        foreach (var channel in _injector.Touched)
        {
            var batch = _injector.TakeBatch(channel);
            batch.BaseCycle += _crossbar.LinkCycles;
            _requests.Send(_requests.Toward(channel), batch, _nocClock.At(batch.PushCycle(0)) + 1, ChannelPriority.Requests);
        }

        _injector.ClearTouched();
    }

    // No request is injected before this core cycle but those that have been sent.
    private void PromiseRequests(long cycle) => _requests.Promise(_nocClock.At(_toNoc.AtOrAfter(cycle) + _crossbar.LinkCycles) + 1);
}
