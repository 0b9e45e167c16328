using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The DMA engine of a core: two FIFOs, loads before stores, one descriptor at a time. A load's injection is known when it is issued,
/// because only loads issued before it and the descriptor in progress go first; a store waits until the engine is free of loads.
/// </summary>
public sealed partial class DmaUnit : Unit
{
    /// <summary>Core cycles that requests are spelled out ahead of their time.</summary>
    private const long InjectionWindow = 1024;

    private readonly DmaSpec _spec;
    private readonly CrossbarSpec _crossbar;
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
    private readonly Queue<TransferIssued> _stores = new();
    private readonly MessagePool<TransferInjected> _injectedReports = new(crossesGroups: false);
    private readonly MessagePool<DataReady> _readyReports = new(crossesGroups: false);
    private readonly MessagePool<StoreTurn> _storeTurns = new(crossesGroups: false);
    private readonly MessagePool<InjectionDue> _injections = new(crossesGroups: false);
    private readonly MessagePool<DrainDue> _drains = new(crossesGroups: false);
    private Link<TransferIssued> _fromCore = null!;
    private Link<TransferReport> _toCoreLink = null!;
    private Fan<RequestBatch> _requests = null!;
    private LinkBundle<ResponseBatch> _responses = null!;
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
    private SimTime _outlookAt = SimTime.Never;
    private SimTime _outlook;

    public DmaUnit(
        string name, int core, DmaSpec spec, CrossbarSpec crossbar, ChannelMap map, bool answersByAddress, Clock coreClock, Clock nocClock)
        : base(name)
    {
        _spec = spec;
        _crossbar = crossbar;
        _core = core;
        _coreClock = coreClock;
        _nocClock = nocClock;
        _toNoc = new ClockCrossing(coreClock, nocClock);
        _toCore = new ClockCrossing(nocClock, coreClock);
        _injector = new RequestInjector(spec, map, coreClock, nocClock);
        _ports = answersByAddress
            ? new AddressPorts(spec.InjectionPorts, map.Channels, crossbar.IngressCycles, _slots)
            : new ChannelPorts(spec.InjectionPorts, map.Channels, crossbar.IngressCycles, _slots);
    }

    public DmaStats Stats { get; } = new();

    /// <summary>Descriptors in flight: injected or being injected, with answers outstanding.</summary>
    public int InFlight => _slots.InFlight;

    /// <summary>Tells the engine its links: with its core, to all channels, and from them.</summary>
    public void Wire(Link<TransferIssued> fromCore, Link<TransferReport> toCore, Fan<RequestBatch> requests, LinkBundle<ResponseBatch> responses)
    {
        _fromCore = fromCore;
        _toCoreLink = toCore;
        _requests = requests;
        _responses = responses;
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new DmaActor(this);

    /// <inheritdoc/>
    public override void Foresee(TimedMessage message)
    {
        if (message is ResponseBatch batch)
        {
            Stats.Responses += batch.Count;
            _ports.Learn(batch);
        }
        else
        {
            _issueTimes.Enqueue(message.Time);
        }
    }

    private readonly record struct Committed(RequestRuns Runs, RequestTag Tag, int Owner, long Start);
}
