using System.Globalization;
using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
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
                new DramChannelUnit(Name("dram/channel", m), m, _spec.Cores, _spec.Dma.InjectionPorts, _spec.Noc, DramCatalog.Create(_spec.Dram), Routes(),
                    _noc, _dram, _attribution),
                _spec.Cores + m);
        }

        ConnectScheduler(scheduler, cores);
        ConnectMemory(cores, cores.Select(ConnectUnits).ToArray(), channels);
        return new MachineUnits(_spec, _topology.Build(units => new MachineActor(units)), _timebase, _core, scheduler, cores, channels);
    }

    private AnswerRoutes? Routes() =>
        DramCatalog.AnswersByAddress(_spec.Dram) ? new AnswerRoutes(_map, _spec.Dma.RequestBytes, _spec.Dma.InjectionPorts, _spec.Cores) : null;

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
        var dma = _topology.Add(new DmaUnit(name + "/dma", index, _spec.Dma, _spec.Noc, _map, DramCatalog.AnswersByAddress(_spec.Dram), _core, _noc), index);
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

    private void ConnectMemory(MachineCore[] cores, CoreLinks[] links, DramChannelUnit[] channels)
    {
        var engines = cores.Select(c => c.Dma).ToArray();
        var crossing = _spec.Noc.LinkCycles * _noc.PeriodTicks;
        var requests = _topology.Connect<RequestBatch>("requests", engines, channels, crossing + 1);
        var answers = _topology.Connect<ResponseBatch>("answers", channels, engines, crossing + _noc.PeriodTicks);
        _topology.Reactive(requests, answers);
        for (var m = 0; m < channels.Length; m++)
        {
            channels[m].Wire(requests, answers.Fans[m]);
        }

        for (var c = 0; c < cores.Length; c++)
        {
            engines[c].Wire(links[c].ToDma, links[c].FromDma, requests.Fans[c], answers);
        }
    }

    private static string Name(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{index}");
}
