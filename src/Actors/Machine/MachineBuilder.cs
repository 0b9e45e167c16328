using System.Globalization;
using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Network;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Machine;

/// <summary>Turns a <see cref="MachineSpec"/> into units and links. Lookaheads come from the timing rules (docs/timing.md).</summary>
public sealed class MachineBuilder
{
    private readonly MachineSpec _spec;
    private readonly bool _attribution;
    private readonly UnitSeats _seats;
    private readonly TopologyBuilder _topology = new("machine");
    private readonly Clock _core;
    private readonly Clock _noc;
    private readonly Clock _dram;
    private readonly Timebase _timebase;
    private readonly ChannelMap _map;
    private readonly List<Link<WorkItemRetired>> _toScheduler = [];
    private readonly List<Link<WorkItemAssigned>> _fromScheduler = [];

    private MachineBuilder(MachineSpec spec, bool attribution, UnitSeats seats)
    {
        _spec = spec;
        _seats = seats;
        _attribution = attribution;
        _timebase = new Timebase(spec.CoreHz, spec.NocHz, spec.DramHz);
        _core = _timebase.Clock("core", spec.CoreHz);
        _noc = _timebase.Clock("noc", spec.NocHz);
        _dram = _timebase.Clock("dram", spec.DramHz);
        _map = ChannelMapCatalog.Create(spec.Dram.ChannelMap, spec.Dram.Channels);
    }

    /// <param name="spec">The machine.</param>
    /// <param name="source">Its work.</param>
    /// <param name="listener">Hears of instructions; null for nobody.</param>
    /// <param name="attribution">Whether channels book every request to its tensor and kernel; what is simulated is the same.</param>
    /// <param name="seats">Compute units of the host's own; null: <see cref="UnitSeats.Standard"/>.</param>
    /// <exception cref="InvalidSystemException">The specification breaks a rule.</exception>
    public static MachineUnits Build(
        MachineSpec spec, IWorkSource source, ICoreListener? listener = null, bool attribution = false, UnitSeats? seats = null)
    {
        MachineSpecRules.Check(spec);
        return new MachineBuilder(spec, attribution, seats ?? UnitSeats.Standard).Build(source, listener);
    }

    // Scheduler and channels form groups of their own after the cores', which hold a core with all that only it talks to.
    private MachineUnits Build(IWorkSource source, ICoreListener? listener)
    {
        var scheduler = _topology.Add(new SchedulerUnit("scheduler", _spec.Cores, _spec.Core, _core, source), 0);
        var cores = new MachineCore[_spec.Cores];
        for (var c = 0; c < cores.Length; c++)
        {
            cores[c] = AddCore(c, listener);
        }

        var channels = new DramChannelUnit[_spec.Dram.Channels];
        for (var m = 0; m < channels.Length; m++)
        {
            channels[m] = _topology.Add(
                new DramChannelUnit(Name("dram/channel", m), m, _spec.Cores, _spec.Dma.InjectionPorts, _spec.Crossing, DramCatalog.Create(_spec.Dram), Routes(),
                    _noc, _dram, _attribution),
                _spec.Cores + m);
        }

        ConnectScheduler(scheduler, cores);
        var links = cores.Select(ConnectUnits).ToArray();
        var networks = ConnectMemory(cores, links, channels);
        return new MachineUnits(_spec, _topology.Build(units => new MachineActor(units)), _timebase, _core, scheduler, cores, channels, networks);
    }

    // Of the recorded crossbar; behind a network an answer finds its port by its channel.
    private bool AnswersByAddress => _spec.Network is null && DramCatalog.AnswersByAddress(_spec.Dram);

    private AnswerRoutes? Routes() =>
        AnswersByAddress ? new AnswerRoutes(_map, _spec.Dma.RequestBytes, _spec.Dma.InjectionPorts, _spec.Cores) : null;

    private MachineCore AddCore(int index, ICoreListener? listener)
    {
        var name = Name("core", index);
        var core = _topology.Add(new CoreUnit(name, index, _spec.Core, _core) { Listener = listener }, index);
        var vector = Seat(_seats.Vector, name + "/vector", index);
        var arrays = new OperationUnit[_spec.Core.Arrays];
        for (var a = 0; a < arrays.Length; a++)
        {
            arrays[a] = Seat(_seats.Array, Name(name + "/array", a), index);
        }

        var crossLane = Seat(_seats.CrossLane, name + "/cross-lane", index);
        var dma = _topology.Add(new DmaUnit(name + "/dma", index, _spec.Dma, _spec.Crossing, _map, AnswersByAddress, _core, _noc), index);
        return new MachineCore(core, arrays, vector, crossLane, dma);
    }

    private OperationUnit Seat(Func<UnitSeat, OperationUnit> create, string name, int core) =>
        UnitSeats.Take(create, new UnitSeat(name, core, _core, _topology));

    private void ConnectScheduler(SchedulerUnit scheduler, MachineCore[] cores)
    {
        // A retirement in step s is known to the scheduler half a cycle before step s + 1, in which its hand-out arrives.
        foreach (var core in cores)
        {
            _toScheduler.Add(_topology.Connect<WorkItemRetired>(core.Core, scheduler, _core.PeriodTicks - 1));
        }

        foreach (var core in cores)
        {
            _fromScheduler.Add(_topology.Connect<WorkItemAssigned>(scheduler, core.Core, 1));
        }

        for (var c = 0; c < cores.Length; c++)
        {
            _topology.Reactive(_toScheduler[c], _fromScheduler[c]);
        }

        scheduler.Wire(_fromScheduler.ToArray(), _toScheduler.ToArray());
    }

    // Within one core: units are asked half a cycle after the scan and answer for the next step at the earliest. Input order at the core
    // is the order in which units retire: vector unit, arrays, cross-lane unit.
    private CoreLinks ConnectUnits(MachineCore c)
    {
        var toVector = ConnectUnit(c.Core, c.VectorUnit);
        var toArrays = c.Arrays.Select(a => ConnectUnit(c.Core, a)).ToArray();
        var toCrossLane = ConnectUnit(c.Core, c.CrossLaneUnit);
        var toDma = _topology.Connect<TransferIssued>(c.Core, c.Dma, _core.PeriodTicks);
        var fromDma = _topology.Connect<TransferReport>(c.Dma, c.Core, 1);
        _topology.Reactive(toDma, fromDma);
        OperationUnit[] units = [c.VectorUnit, .. c.Arrays, c.CrossLaneUnit];
        var links = new CoreLinks(_fromScheduler[c.Core.Core], _toScheduler[c.Core.Core], toDma, fromDma, toVector, toCrossLane, toArrays)
        {
            LateReports = [.. units.Where(static u => !u.ReportsAtIssue).Select(static u => u.ToCore)],
        };
        c.Core.Wire(links);
        return links;
    }

    private Link<OperationIssued> ConnectUnit(CoreUnit core, OperationUnit unit)
    {
        var issue = _topology.Connect<OperationIssued>(core, unit, 1);
        var answer = _topology.Connect<OperationReport>(unit, core, _core.PeriodTicks - 1);
        _topology.Reactive(issue, answer);
        unit.Wire(answer);
        return issue;
    }

    private NetworkUnit[] ConnectMemory(MachineCore[] cores, CoreLinks[] links, DramChannelUnit[] channels)
    {
        var engines = cores.Select(c => c.Dma).ToArray();
        if (_spec.Network is { } network)
        {
            return ConnectNetwork(network, engines, links, channels);
        }

        var (requests, answers) = (Requests(engines, channels), Answers(channels, engines));
        _topology.Reactive(requests, answers);
        Wire(engines, links, requests, answers);
        Wire(channels, requests, answers);
        return [];
    }

    // The networks are groups of their own, after the channels'.
    private NetworkUnit[] ConnectNetwork(NetworkSpec spec, DmaUnit[] engines, CoreLinks[] links, DramChannelUnit[] channels)
    {
        var bytes = _spec.Dma.RequestBytes;
        var there = _topology.Add(new RequestNetwork("noc/requests", spec, bytes, _noc), _spec.Cores + _spec.Dram.Channels);
        var back = _topology.Add(new ResponseNetwork("noc/answers", spec, bytes, _noc), _spec.Cores + _spec.Dram.Channels + 1);
        var delivery = NetworkSpec.EndCycles * _noc.PeriodTicks;
        var (requests, delivered) = (Requests(engines, [there]), _topology.Connect<RequestBatch>("delivered requests", [there], channels, delivery));
        var (answers, returned) = (Answers(channels, [back]), _topology.Connect<ResponseBatch>("delivered answers", [back], engines, delivery));
        there.Wire(requests, delivered.Fans[0]);
        back.Wire(answers, returned.Fans[0]);
        Wire(engines, links, requests, returned);
        Wire(channels, delivered, answers);
        return [there, back];
    }

    private LinkBundle<RequestBatch> Requests(DmaUnit[] engines, Unit[] to) =>
        _topology.Connect<RequestBatch>("requests", engines, to, (_spec.Crossing.LinkCycles * _noc.PeriodTicks) + 1);

    // What a channel answers leaves it a cycle after it was worked out, or later.
    private LinkBundle<ResponseBatch> Answers(DramChannelUnit[] channels, Unit[] to) =>
        _topology.Connect<ResponseBatch>("answers", channels, to, (_spec.Crossing.LinkCycles + 1) * _noc.PeriodTicks);

    private static void Wire(DmaUnit[] engines, CoreLinks[] links, LinkBundle<RequestBatch> requests, LinkBundle<ResponseBatch> answers)
    {
        for (var c = 0; c < engines.Length; c++)
        {
            engines[c].Wire(links[c].ToDma, links[c].FromDma, requests.Fans[c], answers);
        }
    }

    private static void Wire(DramChannelUnit[] channels, LinkBundle<RequestBatch> requests, LinkBundle<ResponseBatch> answers)
    {
        for (var m = 0; m < channels.Length; m++)
        {
            channels[m].Wire(requests, answers.Fans[m]);
        }
    }

    private static string Name(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{index}");
}
