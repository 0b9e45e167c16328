using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Laws;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Reading;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A core alone: scheduler, DMA engine and compute units are probes.</summary>
internal sealed class CoreBench : IDisposable
{
    private readonly ProtocolBench _bench;
    private readonly CoreLinks _links;
    private readonly Dictionary<Neighbour, Link<OperationReport>> _reports = [];
    private TraceWorkSource? _source;

    public CoreBench(ProtocolBench bench, int arrays = 1, int weightDepth = 2, long spadBytes = 1 << 20)
    {
        _bench = bench;
        var clock = ProtocolBench.Clock;
        Scheduler = bench.Neighbour("scheduler", 1, onlyReacts: true);
        Core = bench.Units.Add(new CoreUnit("core-0", 0, new CoreSpec(arrays, weightDepth, spadBytes), clock) { Listener = Labels }, 0);
        Vector = bench.Neighbour("core-0/vector", 0);
        Arrays = Enumerable.Range(0, arrays).Select(a => bench.Neighbour($"core-0/array-{a}", 0)).ToArray();
        CrossLane = bench.Neighbour("core-0/cross-lane", 0);
        Dma = bench.Neighbour("core-0/dma", 0);
        var units = bench.Units;
        var retired = units.Connect<WorkItemRetired>(Core, Scheduler.Unit, clock.PeriodTicks - 1);
        var assigned = units.Connect<WorkItemAssigned>(Scheduler.Unit, Core, 1);
        var toVector = ConnectUnit(Vector);
        var toArrays = Arrays.Select(ConnectUnit).ToArray();
        var toCrossLane = ConnectUnit(CrossLane);
        var toDma = units.Connect<TransferIssued>(Core, Dma.Unit, clock.PeriodTicks);
        var fromDma = units.Connect<TransferReport>(Dma.Unit, Core, 1);
        _links = new CoreLinks(assigned, retired, toDma, fromDma, toVector, toCrossLane, toArrays);
        Core.Wire(_links);
    }

    public CoreUnit Core { get; }

    /// <summary>Issue and finish labels, as a log has them.</summary>
    public EventRecorder Labels { get; } = new();

    public Neighbour Scheduler { get; }

    public Neighbour Dma { get; }

    public Neighbour Vector { get; }

    public Neighbour CrossLane { get; }

    public IReadOnlyList<Neighbour> Arrays { get; }

    /// <summary>The scheduler hands out the work-items of <paramref name="work"/>, one per cycle from <paramref name="cycle"/> on.</summary>
    public void Assign(MicroTrace work, long cycle = 1)
    {
        var request = new TraceRequest(new TraceReader(new MemoryStream(work.ToBytes()), "work"), "work");
        _source = new TraceWorkSource(SchedulerSpec.Default, 1, [request], 16, 32);
        for (; _source.TryTake(0, cycle, out var item); cycle++)
        {
            Scheduler.Says(_links.FromScheduler, new WorkItemAssigned { Item = item }, ProtocolBench.Edge(cycle), CorePriority.WorkItem);
        }

        Assert.False(_source.HasWork);
    }

    public void Done(Neighbour unit, int instruction, long cycle) => unit.Says(
        _reports[unit], new OperationDone { Handle = new InstructionHandle(0, instruction) }, ProtocolBench.Edge(cycle), CorePriority.OperationDone);

    public void WeightsRead(Neighbour array, int instruction, long cycle) => array.Says(
        _reports[array], new WeightsRead { Handle = new InstructionHandle(0, instruction) }, ProtocolBench.Edge(cycle), CorePriority.WeightsRead);

    public void Injected(int instruction, long cycle) => Dma.Says(
        _links.FromDma, new TransferInjected { Handle = new InstructionHandle(0, instruction) }, ProtocolBench.Edge(cycle), CorePriority.Injected);

    public void DataReady(int instruction, long cycle) => Dma.Says(
        _links.FromDma, new DataReady { Handle = new InstructionHandle(0, instruction) }, ProtocolBench.Edge(cycle), CorePriority.DataReady);

    public void Dispose() => _source?.Dispose();

    private Link<OperationIssued> ConnectUnit(Neighbour unit)
    {
        var issue = _bench.Units.Connect<OperationIssued>(Core, unit.Unit, 1);
        _reports[unit] = _bench.Units.Connect<OperationReport>(unit.Unit, Core, ProtocolBench.Clock.PeriodTicks - 1);
        return issue;
    }
}
