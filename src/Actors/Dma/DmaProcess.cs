using ActorSim.Actors.Core;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Kernel;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The DMA engine of a core: two FIFOs, loads before stores, one descriptor at a time. A load's injection is known when it is issued,
/// because only loads issued before it and the descriptor in progress go first; a store waits until the engine is free of loads.
/// </summary>
public sealed class DmaProcess : LogicalProcess
{
    /// <summary>Core cycles that requests are spelled out ahead of their time.</summary>
    private const long InjectionWindow = 1024;

    private readonly DmaSpec _spec;
    private readonly int _core;
    private readonly Clock _coreClock;
    private readonly Clock _nocClock;
    private readonly ClockCrossing _toNoc;
    private readonly ClockCrossing _toCore;
    private readonly Stack<RequestRuns> _freeRuns = new();
    private readonly Queue<Committed> _committed = new();
    private readonly Queue<SimTime> _issueTimes = new();
    private readonly RequestInjector _injector;
    private readonly DmaSlots _slots = new();
    private readonly ResponsePorts _ports;
    private readonly Queue<(ITransferSource Source, int Instruction)> _stores = new();
    private Link _toCoreLink = null!;
    private Link[] _coreInput = [];
    private Link[] _requestLinks = [];
    private Link[] _responseLinks = [];
    private long _freeAt;
    private bool _storeTurnScheduled;
    private long _storeTurnAt;
    private bool _injectionScheduled;
    private bool _descriptorOpen;
    private long _drainAt = long.MaxValue;

    // Ports have been run through all cycles before this one.
    private long _drained;

    // A descriptor that was begun later may have fewer answers than those that the drain waits for.
    private bool _begunSinceDrainWasSet;
    private long _leastOutstanding = long.MaxValue / 2;
    private bool _leastIsStale;
    private SimTime _reportFloor;
    private SimTime _nextInjection;
    private SimTime _outlookAt = SimTime.Never;
    private SimTime _outlook;

    public DmaProcess(
        string name, int core, DmaSpec spec, CrossbarSpec crossbar, ChannelMap map, bool answersByAddress, Clock coreClock, Clock nocClock)
        : base(name)
    {
        _spec = spec;
        _core = core;
        _coreClock = coreClock;
        _nocClock = nocClock;
        _toNoc = new ClockCrossing(coreClock, nocClock);
        _toCore = new ClockCrossing(nocClock, coreClock);
        _injector = new RequestInjector(spec, map, coreClock, nocClock);
        _ports = answersByAddress
            ? new AddressPorts(spec.InjectionPorts, map.Channels, crossbar.LatencyCycles, _slots)
            : new ChannelPorts(spec.InjectionPorts, map.Channels, crossbar.LatencyCycles, _slots);
    }

    public DmaStats Stats { get; } = new();

    /// <summary>Descriptors in flight: injected or being injected, with answers outstanding.</summary>
    public int InFlight => _slots.InFlight;

    public override bool IsCoarseGrained => true;

    /// <summary>Tells the engine its links; request links by channel.</summary>
    public void Wire(Link fromCore, Link toCore, Link[] requestLinks, Link[] responseLinks)
    {
        _coreInput = [fromCore];
        _toCoreLink = toCore;
        _requestLinks = requestLinks;
        _responseLinks = responseLinks;
    }

    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        link == _toCoreLink ? EarliestReport(link, SimTime.Min(nextEvent, nextInput)) : EarliestRequest(link, nextInput);

    // The core hears of an injection after an issue or a store's turn, and of data after the last answer of some descriptor.
    private SimTime EarliestReport(Link link, SimTime next)
    {
        var ready = SimTime.Never;
        if (_slots.InFlight > 0)
        {
            var drained = next.IsNever ? long.MaxValue : DrainDue(_nocClock.LastAtOrBefore(next));
            var last = Math.Min(_drainAt, drained);
            ready = last == long.MaxValue ? SimTime.Never : _nocClock.At(last) + link.LookaheadTicks;
        }

        var issue = _issueTimes.TryPeek(out var known) ? known : SimTime.Never;
        var begin = SimTime.Min(issue, _storeTurnScheduled ? _coreClock.At(_storeTurnAt) : SimTime.Never);

        // Answers of a port that a channel has for itself are taken ahead of their time, so the bound may come out lower than before:
        // what was true stays true until there is another issue.
        return _reportFloor = SimTime.Max(_reportFloor, SimTime.Min(begin + link.LookaheadTicks, ready));
    }

    // Requests are caused by the core's issues alone: answers change nothing here that would send one.
    private SimTime EarliestRequest(Link link, SimTime nextInput)
    {
        if (_committed.Count > 0)
        {
            return link.Clock;
        }

        if (link == _requestLinks[0])
        {
            // The same for all links, which are asked in turn.
            var issue = SimTime.Max(HorizonOver(_coreInput), nextInput);
            issue = _issueTimes.TryPeek(out var known) ? SimTime.Min(known, issue) : issue;
            _nextInjection = _storeTurnScheduled ? SimTime.Min(issue, _coreClock.At(_storeTurnAt)) : issue;
        }

        return SimTime.Max(link.Clock, _nextInjection + link.LookaheadTicks);
    }

    /// <summary>With nothing left to inject, the next request follows an issue; the core issues after an event of its own or after
    /// data became ready, and that takes as long as the outstanding answers of some descriptor need to come in.</summary>
    public override SimTime Outlook(Link link, SimTime now)
    {
        // All channels ask in turn. What could not come before some time cannot come before it later either.
        if (now != _outlookAt)
        {
            _outlookAt = now;
            _outlook = NextRequestFrom(now);
        }

        return _outlook + link.LookaheadTicks;
    }

    private SimTime NextRequestFrom(SimTime now)
    {
        if (_committed.Count > 0)
        {
            return now;
        }

        var begin = _issueTimes.TryPeek(out var issue) ? issue : SimTime.Never;
        begin = _storeTurnScheduled ? SimTime.Min(begin, _coreClock.At(_storeTurnAt)) : begin;

        var taken = _drainAt;
        if (_drainAt == long.MaxValue || _begunSinceDrainWasSet)
        {
            taken = Math.Min(taken, DrainDue(Math.Max(_drained, _nocClock.LastAtOrBefore(now))));
        }

        // The port has it a cycle later, then the core, which issues no sooner than in that step.
        var ready = _slots.InFlight == 0 ? SimTime.Never : _coreClock.At(_toCore.After(taken + 1)) + _coreInput[0].LookaheadTicks;
        return SimTime.Min(begin, SimTime.Min(_coreInput[0].Source.Outlook(_coreInput[0], now), ready));
    }

    protected override void Learn(in SimEvent e)
    {
        if (e.Kind == DmaMessages.Issue)
        {
            _issueTimes.Enqueue(e.Time);
            _reportFloor = SimTime.Zero;
        }
        else
        {
            var batch = (ResponseBatch)e.Body!;
            Stats.Responses += batch.Count;
            _ports.Learn(batch);
        }
    }

    protected override void Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case DmaMessages.Issue:
                OnIssue((ITransferSource)e.Body!, (int)e.Data);
                break;
            case DmaMessages.StoreTurn:
                OnStoreTurn();
                break;
            case DmaMessages.Inject:
                _injectionScheduled = false;
                InjectAhead(_coreClock.FirstAtOrAfter(Now));
                break;
            case DmaMessages.Responses:
                OnResponses((int)e.Data);
                break;
            default:
                OnDrain();
                break;
        }
    }

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

    private void OnResponses(int channel)
    {
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

    private void OnDrain()
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
        var promised = CyclesBefore(PromisedOver(_responseLinks));
        var others = _nocClock.LastAtOrBefore(Now) + CrossbarIngress.LeastCyclesToAnswer;
        return promised >= others ? promised : Math.Min(CyclesBefore(HorizonOver(_responseLinks)), others);
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
            Schedule(_nocClock.At(cycle) + 1, DmaMessages.DrainPriority, DmaMessages.Drain);
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
        _toCoreLink.Send(_coreClock.At(cycle), CoreMessages.DataReadyPriority + port, CoreMessages.DataReady,
            CoreMessages.Pack(slot.Instruction, cyclesSinceFirst), slot.Source);
        _slots.Return(index);
    }

    private readonly record struct Committed(RequestRuns Runs, RequestTag Tag, int Owner, long Start);
}
