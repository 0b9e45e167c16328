using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dma;

/// <content>From answers to data: ports are run through as far as answers are known.</content>
public sealed partial class DmaUnit
{
    /// <summary>Answers, foreseen, whose first is being pushed now.</summary>
    public void OnResponses(ResponseBatch batch)
    {
        var channel = batch.Channel;
        batch.Release();
        if (_ports.IsShared(channel))
        {
            // Learned ahead, its answers may all have been taken by now.
            if (_slots.InFlight > 0)
            {
                ScheduleDrain(DrainDue(_nocClock.LastAtOrBefore(Now)));
            }

            return;
        }

        _ports.TakeAll(channel);
        ReportCompleted();
        _leastIsStale = true;
    }

    /// <summary>Runs the shared ports as far as answers are known.</summary>
    public void OnDrain()
    {
        if (_nocClock.LastAtOrBefore(Now) != _drainAt)
        {
            // An earlier one was scheduled after this one, and has scheduled its successor.
            return;
        }

        _drainAt = long.MaxValue;

        var known = KnownAnswers();
        _drained = known == long.MaxValue ? _drained : Math.Max(_drained, known);
        var next = _ports.Drain(known);
        ReportCompleted();
        _leastIsStale = true;

        // A port may have a cycle marked whose answer it took before. With no descriptor in flight there is nothing to drain, and no
        // number of answers to tell when: a drain far in the future would promise that descriptors to come have no answer until then.
        if (next != long.MaxValue && _slots.InFlight > 0)
        {
            ScheduleDrain(DrainDue(next));
        }
    }

    // The interconnect cycle before which all answers are known: by the channels' promises, or, of those to requests that have been sent,
    // before an answer to any other could come. Push cycle n is an event at edge n plus one tick.
    private long KnownAnswers()
    {
        var promised = CyclesBefore(PromisedOver(_responses));
        var others = _nocClock.LastAtOrBefore(Now) + _crossbar.LeastCyclesToAnswer;
        return promised >= others ? promised : Math.Min(CyclesBefore(HorizonOver(_responses)), others);
    }

    private long CyclesBefore(SimTime horizon) => horizon.IsNever ? long.MaxValue : _nocClock.FirstAtOrAfter(new SimTime(horizon.Ticks - 1));

    // Nothing is reported before a descriptor's last answer, and answers come one per port and cycle: draining can wait that long.
    private long DrainDue(long cycle)
    {
        if (_leastIsStale)
        {
            _leastIsStale = false;
            _leastOutstanding = _slots.LeastOutstanding();
        }

        return cycle + Math.Max(0, ((_leastOutstanding + _spec.InjectionPorts - 1) / _spec.InjectionPorts) - 1);
    }

    private void ScheduleDrain(long cycle)
    {
        if (cycle < _drainAt)
        {
            _drainAt = cycle;
            _begunSinceDrainWasSet = false;
            Schedule(_nocClock.At(cycle) + 1, DmaPriority.Drain, _drains.Rent());
        }
    }

    private void ReportCompleted()
    {
        foreach (var index in _ports.Completed)
        {
            ref readonly var slot = ref _slots[index];
            var ready = _toCore.After(slot.Last);
            SendDataReady(index, ready, ready - _toCore.After(slot.First), slot.LastPort);
        }

        _ports.ClearCompleted();
    }

    private void SendDataReady(int index, long cycle, long cyclesSinceFirst, int port)
    {
        ref readonly var slot = ref _slots[index];
        Report(_readyReports.Rent(), slot.Handle, cyclesSinceFirst, cycle, CorePriority.DataReady + port);
        _slots.Return(index);
    }
}
