using ActorSim.Actors.Core;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;

namespace ActorSim.Actors.Dma;

/// <content>From issue to requests: loads before stores, one descriptor at a time, spelled out a bounded time ahead.</content>
public sealed partial class DmaProcess
{
    private void OnIssue(ITransferSource source, int instruction)
    {
        _issueTimes.Dequeue();
        var cycle = _coreClock.FirstAtOrAfter(Now);
        if (source.IsStore(instruction))
        {
            _stores.Enqueue((source, instruction));
            ScheduleStoreTurn(Math.Max(cycle, _freeAt));
        }
        else
        {
            Begin(source, instruction, Math.Max(cycle, _freeAt));
        }
    }

    private void OnStoreTurn()
    {
        _storeTurnScheduled = false;
        var cycle = _coreClock.FirstAtOrAfter(Now);
        if (_freeAt <= cycle)
        {
            var (source, instruction) = _stores.Dequeue();
            Begin(source, instruction, cycle);
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
            Schedule(_coreClock.At(cycle), DmaMessages.StoreTurnPriority, DmaMessages.StoreTurn);
        }
    }

    // From here on everything about the descriptor's injection is known.
    private void Begin(ITransferSource source, int instruction, long start)
    {
        if (!_freeRuns.TryPop(out var runs))
        {
            runs = new RequestRuns();
        }

        source.FillRuns(instruction, runs, _spec.RequestBytes);
        var isStore = source.IsStore(instruction);
        var cycles = Math.Max(1, (runs.Total + _spec.InjectionPorts - 1) / _spec.InjectionPorts);
        var slot = _slots.Rent(source, instruction, runs.Total);
        _freeAt = start + cycles;
        _leastOutstanding = Math.Min(_leastOutstanding, runs.Total);
        _begunSinceDrainWasSet = true;
        Count(isStore, cycles, runs.Total);
        var owner = Stats.Owners.Count(
            new TransferOwner(source.TraceIndex, source.KernelId, source.TensorOf(instruction)), isStore, runs.Total);
        _toCoreLink.Send(_coreClock.At(_freeAt), CoreMessages.InjectedPriority, CoreMessages.Injected,
            CoreMessages.Pack(instruction, cycles), source);
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
            Schedule(_coreClock.At(Math.Max(waiting.Start, limit) - (InjectionWindow / 2)), DmaMessages.InjectPriority, DmaMessages.Inject);
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
            _requestLinks[channel].Send(_nocClock.At(batch.PushCycle(0)) + 1, DramMessages.RequestPriority, DramMessages.Requests, 0, batch);
        }

        _injector.ClearTouched();
    }

    // No request is injected before this core cycle but those that have been sent.
    private void PromiseRequests(long cycle)
    {
        var nothingBefore = _nocClock.At(_toNoc.AtOrAfter(cycle)) + 1;
        foreach (var link in _requestLinks)
        {
            link.Promise(nothingBefore);
        }
    }
}
