using System.Runtime.CompilerServices;
using ActorSim.Actors.Dram.Attribution;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dram;

/// <summary>
/// A DRAM channel with its side of the crossbar: arbitration at its ingress, the entry stage (one request per cycle), the memory, and
/// the way back (one answer per cycle). It works ahead as far as its inputs are known, and answers in batches.
/// </summary>
public sealed class DramChannelUnit : Unit
{
    private const long Never = long.MaxValue;

    // Rounds get that much longer by services that come early; below this, the additional services cost more than the rounds saved, and where the
    // links have the latency they save none (measured).
    private const int LatencyWorthEarlyService = 64;
    private readonly int _channel;
    private readonly int _port;
    private readonly CrossbarSpec _crossbar;

    // Of the ingress alone: where links have the latency, requests are known that much before they come.
    private readonly int _latency;
    private readonly IDramDevice _device;

    // The same, if it is one: called per request, and so without a detour.
    private readonly HbmChannel? _hbm;
    private readonly AnswerRoutes? _routes;
    private readonly Clock _noc;
    private readonly Clock _dram;
    private readonly ClockCrossing _toDram;
    private readonly ClockCrossing _toNoc;
    private readonly CrossbarIngress _ingress;
    private readonly ChannelArrivals _arrivals;
    private readonly MessagePool<ResponseBatch> _pool = new(crossesGroups: true);
    private readonly MessagePool<ServiceDue> _services = new(crossesGroups: false);
    private readonly ResponseBatch?[] _open;
    private readonly List<int> _touched = [];
    private LinkBundle<RequestBatch> _requests = null!;
    private Fan<ResponseBatch> _responses = null!;
    private CompletionBuffer _completions;
    private long _cycle = -1;
    private long _lastEntry = -1;
    private long _lastAnswer = -1;
    private long _advanced;

    // Every cycle before it is settled at the ingress, whatever is pushed from now on.
    private long _settled;

    // Requests that were pushed before this cycle were known at the last service.
    private long _servedTo;

    // Where a source ran dry in a cycle that is settled, and whose it was.
    private long _dryAt = -1;
    private int _dryCore;
    private long _workAt = Never;

    /// <summary>With <paramref name="attribution"/>, requests are booked to their owners (<see cref="Ledger"/>).
    /// Without <paramref name="routes"/>, all answers go to port <paramref name="channel"/> mod <paramref name="ports"/>.</summary>
    public DramChannelUnit(string name, int channel, int cores, int ports, CrossbarSpec crossbar, IDramDevice device, AnswerRoutes? routes,
        Clock noc, Clock dram, bool attribution = false)
        : base(name)
    {
        _channel = channel;
        _port = channel % ports;
        _crossbar = crossbar;
        _latency = crossbar.IngressCycles;
        _device = device;
        _hbm = device as HbmChannel;
        _routes = routes;
        _noc = noc;
        _dram = dram;
        _toDram = new ClockCrossing(noc, dram);
        _toNoc = new ClockCrossing(dram, noc);
        _ingress = new CrossbarIngress(cores * ports, crossbar.IngressCycles);
        _arrivals = new ChannelArrivals(cores, ports);
        _open = new ResponseBatch?[cores];
        if (attribution && device is IDramController controller)
        {
            Ledger = new TransferLedger(cores, routes);
            controller.Observer = Ledger;
        }
    }

    /// <summary>Whom the channel has served; null if nobody asked, or the memory has no rows.</summary>
    public TransferLedger? Ledger { get; }

    public DramChannelStats Stats => _device.Stats;

    public IDramDevice Device => _device;

    /// <summary>Tells the channel its links from and to the DMA engines.</summary>
    public void Wire(LinkBundle<RequestBatch> requests, Fan<ResponseBatch> responses)
    {
        _requests = requests;
        _responses = responses;
    }

    /// <summary>Ends the statistics at <paramref name="end"/>, the end of the run.</summary>
    public void Close(SimTime end) => _device.Close(_dram.LastAtOrBefore(end));

    /// <summary>Memory cycles from the start to <paramref name="end"/>.</summary>
    public long CyclesTo(SimTime end) => _dram.LastAtOrBefore(end) + 1;

    /// <summary>Answers wait for the memory, whatever arrives in the meantime.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput)
    {
        // What has been foreseen and not been worked on arrives too.
        var answer = EarliestAnswer(Math.Min(CyclesBefore(nextInput), NextAtIngress()));
        return SimTime.Max(SimTime.Min(nextEvent, nextInput) + link.LookaheadTicks, answer);
    }

    /// <summary>Requests, foreseen, whose first is being pushed now.</summary>
    public void OnRequests(RequestBatch batch)
    {
        batch.Release();
        ScheduleNext();
    }

    /// <summary>Works ahead as far as requests are known.</summary>
    public void OnService()
    {
        if (_noc.LastAtOrBefore(Now) != _workAt)
        {
            // An earlier one was scheduled after this one, and has scheduled its successor.
            return;
        }

        _workAt = Never;
        _servedTo = CyclesBefore(HorizonOver(_requests));
        Work(_servedTo);
        ScheduleNext();
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new DramChannelActor(this);

    /// <inheritdoc/>
    public override void Foresee(TimedMessage message)
    {
        var batch = (RequestBatch)message;
        Ledger?.Bind(batch.Tag, batch.Owner);
        _arrivals.Add(batch);
    }

    // Push cycle n is a message at edge n plus one tick: known are those before the horizon.
    private long CyclesBefore(SimTime horizon) => horizon.IsNever ? Never - 2 : _noc.FirstAtOrAfter(new SimTime(horizon.Ticks - 1));

    private void Work(long horizon)
    {
        Arbitrate(horizon);

        _advanced = Math.Max(_advanced, EarliestEntry(horizon));
        _device.Advance(_advanced, ref _completions);
        Answer();
        PromiseAnswers(horizon);
    }

    // What is pushed from the horizon on is due a crossing's latency later, or behind a packet of its source that still waits. So the ingress is
    // settled that far, or up to where a source runs dry whose next push is not known: that one may already stand behind the packet just taken.
    private void Arbitrate(long horizon)
    {
        var cycle = _cycle;
        var limit = SettledBy(horizon);
        while (true)
        {
            var push = _arrivals.NextCycle;
            if (push <= cycle)
            {
                _arrivals.Push(push, _ingress);
                continue;
            }

            var next = Math.Min(push, _ingress.NextCycle(cycle));
            if (next >= limit)
            {
                break;
            }

            cycle = next;
            if (push == cycle)
            {
                _arrivals.Push(cycle, _ingress);
            }

            if (_ingress.TryTake(cycle, out var packet))
            {
                Enter(cycle, packet.Address, packet.Tag);
                if (cycle >= horizon && _ingress.RanDry && MayPushBefore(cycle, new RequestTag(packet.Tag).Core))
                {
                    (_dryAt, _dryCore) = (cycle, new RequestTag(packet.Tag).Core);
                    _ingress.StopDry(cycle);
                    limit = cycle + 1;
                }
            }
        }

        _cycle = cycle;
        _settled = limit;
    }

    private long SettledBy(long horizon)
    {
        if (_dryAt >= horizon && MayPushBefore(_dryAt, _dryCore))
        {
            return _settled;
        }

        return Math.Max(_settled, horizon >= Never - 2 ? horizon : horizon + _latency);
    }

    // Whether a push of the core in this cycle or before may be one that is not known yet: its pushes become known in order.
    private bool MayPushBefore(long cycle, int core) => _arrivals.LastPush(core) <= cycle;

    // Taken at the ingress in this cycle, then the entry stage in the next one, then the memory at its next edge; one per edge.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(long cycle, long address, int tag)
    {
        _lastEntry = Math.Max(_lastEntry + 1, _toDram.After(cycle + 1));
        var handle = _routes is null ? tag : _routes.Hold(tag, address);
        if (_hbm is not null)
        {
            _hbm.Enqueue(_lastEntry, address, handle, tag < 0);
        }
        else
        {
            _device.Enqueue(_lastEntry, address, handle, tag < 0);
        }
    }

    private void Answer()
    {
        var cycles = _completions.Cycles;
        var tags = _completions.Tags;
        for (var i = 0; i < cycles.Length; i++)
        {
            _lastAnswer = Math.Max(_lastAnswer + 1, _toNoc.AtOrAfter(cycles[i]));
            var port = _port;
            var tag = new RequestTag(_routes is null ? tags[i] : _routes.Release(tags[i], out port));
            var batch = _open[tag.Core] ?? Open(tag.Core, _lastAnswer);
            batch.Add(_lastAnswer, tag.Slot, port, tag.IsWrite);
        }

        _completions.Clear();
        foreach (var core in _touched)
        {
            var batch = _open[core]!;
            _open[core] = null;
            batch.BaseCycle += _crossbar.LinkCycles;
            _responses.Send(_responses.Toward(core), batch, _noc.At(batch.BaseCycle) + 1, DmaPriority.Responses);
        }

        _touched.Clear();
    }

    private ResponseBatch Open(int core, long cycle)
    {
        var batch = _pool.Rent();
        batch.Channel = _channel;
        batch.Core = core;
        batch.BaseCycle = cycle;
        _touched.Add(core);
        return _open[core] = batch;
    }

    private void PromiseAnswers(long horizon) => _responses.Promise(EarliestAnswer(horizon));

    private SimTime EarliestAnswer(long horizon)
    {
        if (horizon >= Never - 2 && _device.NextCycle == Never)
        {
            return SimTime.Never;
        }

        var completion = _device.EarliestCompletion(Math.Max(EarliestEntry(horizon), _advanced));
        return completion == Never ? SimTime.Never : _noc.At(Math.Max(_lastAnswer + 1, _toNoc.AtOrAfter(completion)) + _crossbar.LinkCycles) + 1;
    }

    // Requests that are pushed in this cycle or later enter the memory two stages after they are taken at the ingress. While none waits there, what
    // is pushed is taken a crossing's latency later, unless it stood behind the last that was; and nothing is taken before what is settled.
    private long EarliestEntry(long cycle)
    {
        var crossing = _ingress.Waiting == 0 && cycle > _dryAt ? _latency : 0;
        return cycle >= Never - 2 ? Never : _toDram.After(Math.Max(_settled, cycle + crossing) + 1);
    }

    private long NextAtIngress() => Math.Min(_arrivals.NextCycle, _ingress.NextCycle(_cycle));

    // The next interconnect cycle in which something that is known can be done.
    private long NextWork()
    {
        var next = NextAtIngress();
        if (_device.NextCycle is var device and < Never)
        {
            // Memory edges up to two stages after the interconnect's present can be run.
            next = Math.Min(next, Math.Max(_toNoc.AtOrAfter(device) - 2, 0));
        }

        return next;
    }

    // A crossing's latency before an answer is due it can be found from what is known then; before more is known than at the last service, another
    // would find nothing.
    private long EarlyService(long latest) => Math.Min(latest, Math.Max(latest - _latency, _servedTo));

    // Work is put off until its first answer could be due: the later, the more is known, and the more is done at once.
    private void ScheduleNext()
    {
        var next = NextWork();
        if (next == Never)
        {
            return;
        }

        var arrival = NextAtIngress();
        var completion = _device.EarliestCompletion(Math.Max(EarliestEntry(arrival), _advanced));
        var due = completion == Never ? next : Math.Max(_lastAnswer + 1, _toNoc.AtOrAfter(completion)) - 1;
        next = Math.Max(next, due);
        next = WorksEarly && _latency >= LatencyWorthEarlyService ? EarlyService(next) : next;
        next = Math.Max(next, _noc.FirstAtOrAfter(new SimTime(Now.Ticks - 1)));
        if (next < _workAt)
        {
            _workAt = next;
            Schedule(_noc.At(next) + 1, ChannelPriority.Service, _services.Rent());
        }
    }
}
