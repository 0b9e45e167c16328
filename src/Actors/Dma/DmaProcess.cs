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
    private readonly DmaSpec _spec;
    private readonly int _core;
    private readonly Clock _coreClock;
    private readonly Clock _nocClock;
    private readonly ClockCrossing _toNoc;
    private readonly ClockCrossing _toCore;
    private readonly RequestRuns _runs = new();
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
    private long _drainAt = long.MaxValue;
    private long _leastOutstanding = long.MaxValue / 2;

    public DmaProcess(string name, int core, DmaSpec spec, CrossbarSpec crossbar, ChannelMap map, Clock coreClock, Clock nocClock)
        : base(name)
    {
        _spec = spec;
        _core = core;
        _coreClock = coreClock;
        _nocClock = nocClock;
        _toNoc = new ClockCrossing(coreClock, nocClock);
        _toCore = new ClockCrossing(nocClock, coreClock);
        _injector = new RequestInjector(spec, map, coreClock, nocClock);
        _ports = new ResponsePorts(spec.InjectionPorts, map.Channels, crossbar.LatencyCycles, _slots);
    }

    public DmaStats Stats { get; } = new();

    /// <summary>Descriptors in flight: injected or being injected, with answers outstanding.</summary>
    public int InFlight => _slots.InFlight;

    /// <summary>Tells the engine its links; request links by channel.</summary>
    public void Wire(Link fromCore, Link toCore, Link[] requestLinks, Link[] responseLinks)
    {
        _coreInput = [fromCore];
        _toCoreLink = toCore;
        _requestLinks = requestLinks;
        _responseLinks = responseLinks;
    }

    /// <summary>Requests are caused by the core's issues alone: answers change nothing here that would send one.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput)
    {
        if (link == _toCoreLink)
        {
            return base.EarliestOutput(link, nextEvent, nextInput);
        }

        var free = _nocClock.At(_toNoc.AtOrAfter(_freeAt)) + 1;
        var issue = SimTime.Min(HorizonOver(_coreInput), _stores.Count > 0 ? nextEvent : SimTime.Never);
        return SimTime.Max(free, issue + link.LookaheadTicks);
    }

    protected override void Learn(in SimEvent e)
    {
        if (e.Kind == DmaMessages.Responses)
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
            Schedule(_coreClock.At(cycle), DmaMessages.StoreTurnPriority, DmaMessages.StoreTurn);
        }
    }

    private void Begin(ITransferSource source, int instruction, long start)
    {
        source.FillRuns(instruction, _runs, _spec.RequestBytes);
        var isStore = source.IsStore(instruction);
        var cycles = Math.Max(1, (_runs.Total + _spec.InjectionPorts - 1) / _spec.InjectionPorts);
        var slot = _slots.Rent(source, instruction, _runs.Total);
        _freeAt = start + cycles;
        _leastOutstanding = Math.Min(_leastOutstanding, _runs.Total);
        Count(isStore, cycles);
        Stats.Tensors.Count(source.TraceIndex, source.TensorOf(instruction), isStore, _runs.Total);
        _injector.Inject(_runs, start, new RequestTag(_core, slot, isStore));
        SendRequests();
        _toCoreLink.Send(_coreClock.At(_freeAt), CoreMessages.InjectedPriority, CoreMessages.Injected,
            CoreMessages.Pack(instruction, cycles), source);
        if (_runs.Total == 0)
        {
            SendDataReady(slot, start + 1, 0, 0);
        }
    }

    private void Count(bool isStore, long cycles)
    {
        Stats.Loads += isStore ? 0 : 1;
        Stats.Stores += isStore ? 1 : 0;
        Stats.ReadRequests += isStore ? 0 : _runs.Total;
        Stats.WriteRequests += isStore ? _runs.Total : 0;
        Stats.InjectionCycles += cycles;
    }

    private void SendRequests()
    {
        foreach (var channel in _injector.Touched)
        {
            var batch = _injector.TakeBatch(channel);
            _requestLinks[channel].Send(_nocClock.At(batch.PushCycle(0)) + 1, DramMessages.RequestPriority, DramMessages.Requests, 0, batch);
        }

        var nothingBefore = _nocClock.At(_toNoc.AtOrAfter(_freeAt)) + 1;
        foreach (var link in _requestLinks)
        {
            link.Promise(nothingBefore);
        }
    }

    private void OnResponses(int channel)
    {
        if (_ports.IsShared(channel))
        {
            ScheduleDrain(DrainDue(_nocClock.LastAtOrBefore(Now)));
            return;
        }

        _ports.TakeAll(channel);
        ReportCompleted();
    }

    private void OnDrain()
    {
        if (_nocClock.LastAtOrBefore(Now) != _drainAt)
        {
            // An earlier one was scheduled after this one, and has scheduled its successor.
            return;
        }

        _drainAt = long.MaxValue;

        // Push cycle n is an event at edge n plus one tick: known are those before the horizon.
        var horizon = HorizonOver(_responseLinks);
        var next = _ports.Drain(horizon.IsNever ? long.MaxValue : _nocClock.FirstAtOrAfter(new SimTime(horizon.Ticks - 1)));
        ReportCompleted();
        _leastOutstanding = _slots.LeastOutstanding();
        if (next != long.MaxValue)
        {
            ScheduleDrain(DrainDue(next));
        }
    }

    // Nothing is reported before a descriptor's last answer, and answers come one per port and cycle: draining can wait that long.
    private long DrainDue(long cycle) => cycle + Math.Max(0, ((_leastOutstanding + _spec.InjectionPorts - 1) / _spec.InjectionPorts) - 1);

    private void ScheduleDrain(long cycle)
    {
        if (cycle < _drainAt)
        {
            _drainAt = cycle;
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
}
