using System.Globalization;
using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Scheduler;
using ActorSim.Kernel;

namespace ActorSim.Actors;

/// <summary>Turns a <see cref="MachineSpec"/> into processes and links. Lookaheads come from the timing rules (docs/timing.md).</summary>
public sealed class MachineBuilder
{
    private readonly MachineSpec _spec;
    private readonly bool _attribution;
    private readonly TopologyBuilder _topology = new();
    private readonly Clock _core;
    private readonly Clock _noc;
    private readonly Clock _dram;
    private readonly Timebase _timebase;
    private readonly ChannelMap _map;
    private readonly List<Link> _toScheduler = [];
    private readonly List<Link> _fromScheduler = [];

    private MachineBuilder(MachineSpec spec, bool attribution)
    {
        _spec = spec;
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
    /// <exception cref="InvalidSystemException">The specification breaks a rule.</exception>
    public static Machine Build(MachineSpec spec, IWorkSource source, ICoreListener? listener = null, bool attribution = false)
    {
        MachineSpecRules.Check(spec);
        return new MachineBuilder(spec, attribution).Build(source, listener);
    }

    // Scheduler and channels form groups of their own after the cores', which hold a core with all that only it talks to.
    private Machine Build(IWorkSource source, ICoreListener? listener)
    {
        var scheduler = _topology.Add(new SchedulerProcess("scheduler", _spec.Cores, _spec.Core, _core, source), 0);
        var cores = new MachineCore[_spec.Cores];
        for (var c = 0; c < cores.Length; c++)
        {
            cores[c] = AddCore(c, listener);
        }

        var channels = new DramChannelProcess[_spec.Dram.Channels];
        for (var m = 0; m < channels.Length; m++)
        {
            channels[m] = _topology.Add(
                new DramChannelProcess(Name("channel", m), m, _spec.Cores, _spec.Dma.InjectionPorts, _spec.Noc, DramCatalog.Create(_spec.Dram), Routes(),
                    _noc, _dram, _attribution),
                _spec.Cores + m);
        }

        ConnectScheduler(scheduler, cores);
        foreach (var core in cores)
        {
            ConnectUnits(core);
        }

        ConnectMemory(cores, channels);
        return new Machine(_spec, _topology.Build(), _timebase, _core, scheduler, cores, channels);
    }

    private AnswerRoutes? Routes() =>
        DramCatalog.AnswersByAddress(_spec.Dram) ? new AnswerRoutes(_map, _spec.Dma.RequestBytes, _spec.Dma.InjectionPorts, _spec.Cores) : null;

    private MachineCore AddCore(int index, ICoreListener? listener)
    {
        var name = Name("core", index);
        var core = _topology.Add(new CoreProcess(name, index, _spec.Core, _core) { Listener = listener }, index);
        var vector = _topology.Add(new ComputeUnitProcess(name + "/vector", _core), index);
        var arrays = new ComputeUnitProcess[_spec.Core.Arrays];
        for (var a = 0; a < arrays.Length; a++)
        {
            arrays[a] = _topology.Add(new ComputeUnitProcess(Name(name + "/array", a), _core), index);
        }

        var crossLane = _topology.Add(new ComputeUnitProcess(name + "/cross-lane", _core), index);
        var dma = _topology.Add(new DmaProcess(name + "/dma", index, _spec.Dma, _spec.Noc, _map, DramCatalog.AnswersByAddress(_spec.Dram), _core, _noc), index);
        return new MachineCore(core, arrays, vector, crossLane, dma);
    }

    private void ConnectScheduler(SchedulerProcess scheduler, MachineCore[] cores)
    {
        // A retirement in step s is known to the scheduler half a cycle before step s + 1, in which its hand-out arrives.
        foreach (var core in cores)
        {
            _toScheduler.Add(_topology.Connect(core.Core, scheduler, _core.PeriodTicks - 1));
        }

        foreach (var core in cores)
        {
            _fromScheduler.Add(_topology.Connect(scheduler, core.Core, 1));
        }

        for (var c = 0; c < cores.Length; c++)
        {
            _topology.Reactive(_toScheduler[c], _fromScheduler[c]);
        }

        scheduler.Wire(_fromScheduler.ToArray(), _toScheduler.ToArray());
    }

    // Within one core: units are asked half a cycle after the scan and answer for the next step at the earliest. Input order at the core
    // is the order in which units retire: vector unit, arrays, cross-lane unit.
    private void ConnectUnits(MachineCore c)
    {
        var toVector = ConnectUnit(c.Core, c.VectorUnit);
        var toArrays = c.Arrays.Select(a => ConnectUnit(c.Core, a)).ToArray();
        var toCrossLane = ConnectUnit(c.Core, c.CrossLaneUnit);
        var toDma = _topology.Connect(c.Core, c.Dma, _core.PeriodTicks);
        c.Core.Wire(_fromScheduler[c.Core.Core], _toScheduler[c.Core.Core], toDma, toVector, toCrossLane, toArrays);
    }

    private Link ConnectUnit(CoreProcess core, ComputeUnitProcess unit)
    {
        var issue = _topology.Connect(core, unit, 1);
        var answer = _topology.Connect(unit, core, _core.PeriodTicks - 1);
        _topology.Reactive(issue, answer);
        unit.Wire(answer);
        return issue;
    }

    // The links of one source are made one after the other: they lie side by side in memory, apart from those that other workers write to.
    private void ConnectMemory(MachineCore[] cores, DramChannelProcess[] channels)
    {
        var requests = cores.Select(_ => new Link[channels.Length]).ToArray();
        var answers = channels.Select(_ => new Link[cores.Length]).ToArray();
        for (var c = 0; c < cores.Length; c++)
        {
            for (var m = 0; m < channels.Length; m++)
            {
                requests[c][m] = _topology.Connect(cores[c].Dma, channels[m], 1);
            }
        }

        for (var m = 0; m < channels.Length; m++)
        {
            for (var c = 0; c < cores.Length; c++)
            {
                answers[m][c] = _topology.Connect(channels[m], cores[c].Dma, _noc.PeriodTicks);
                _topology.Reactive(requests[c][m], answers[m][c]);
            }

            channels[m].Wire(answers[m]);
        }

        for (var c = 0; c < cores.Length; c++)
        {
            ConnectDma(cores[c], requests[c], answers.Select(a => a[c]).ToArray());
        }
    }

    private void ConnectDma(MachineCore core, Link[] requests, Link[] answers)
    {
        var fromCore = core.Core.Outputs.First(l => l.Target == core.Dma);
        var toCore = _topology.Connect(core.Dma, core.Core, 1);
        _topology.Reactive(fromCore, toCore);
        core.Dma.Wire(fromCore, toCore, requests, answers);
        core.Core.WireDma(toCore);
    }

    private static string Name(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{index}");
}
