using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Kernel;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The DMA engine of a core: two FIFOs, loads before stores, one descriptor at a time. A load's injection is known when it is issued,
/// because only loads issued before it and the descriptor in progress go first; a store waits until the engine is free of loads.
/// </summary>
public sealed partial class DmaProcess : LogicalProcess
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

    private readonly record struct Committed(RequestRuns Runs, RequestTag Tag, int Owner, long Start);
}
