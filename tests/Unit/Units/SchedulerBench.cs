using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Laws;
using ActorSim.Trace.Reading;

namespace ActorSim.Tests.Unit;

/// <summary>A scheduler with the work of a trace, between cores that are probes.</summary>
internal sealed class SchedulerBench : IDisposable
{
    public const long SpadBytes = 1 << 20;
    private readonly Link<WorkItemRetired>[] _retired;
    private readonly TraceWorkSource _source;

    public SchedulerBench(ProtocolBench bench, MicroTrace work, int cores, SchedulerSpec? spec = null, long arrivalCycle = 0)
    {
        var (units, clock) = (bench.Units, ProtocolBench.Clock);
        var request = new TraceRequest(new TraceReader(new MemoryStream(work.ToBytes()), "work"), "work", arrivalCycle);
        _source = new TraceWorkSource(spec ?? SchedulerSpec.Default, cores, [request], 16, 32);
        Scheduler = units.Add(new SchedulerUnit("scheduler", cores, new CoreSpec(1, 1, SpadBytes), clock, _source), 0);
        Cores = Enumerable.Range(0, cores).Select(c => bench.Neighbour($"core-{c}", 1 + c, onlyReacts: true)).ToArray();
        _retired = Cores.Select(c => units.Connect<WorkItemRetired>(c.Unit, Scheduler, clock.PeriodTicks - 1)).ToArray();
        var assigned = Cores.Select(c => units.Connect<WorkItemAssigned>(Scheduler, c.Unit, 1)).ToArray();
        for (var c = 0; c < cores; c++)
        {
            units.Reactive(_retired[c], assigned[c]);
        }

        Scheduler.Wire(assigned, _retired);
    }

    public SchedulerUnit Scheduler { get; }

    public IReadOnlyList<Neighbour> Cores { get; }

    /// <summary>A core's work-item has retired in step <paramref name="cycle"/> - 1: the scheduler hears of it half a cycle before edge
    /// <paramref name="cycle"/>.</summary>
    public void Retires(int core, int index, long cycle) => Cores[core].Says(
        _retired[core], new WorkItemRetired { Core = core, Index = index }, ProtocolBench.HalfBefore(cycle), SchedulerPriority.Retired);

    public void Dispose() => _source.Dispose();
}
