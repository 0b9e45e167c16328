using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>
/// A core: holds up to two work-items and issues at most one of their instructions per cycle. It takes a step only in cycles in which
/// something can change: after an event, after an issue, after a retirement.
/// </summary>
public sealed partial class CoreUnit : Unit
{
    private readonly Clock _clock;
    private readonly Scratchpad _spad;
    private readonly WeightSlots _slots;
    private readonly GraphBuilder _builder = new();
    private readonly List<WorkItemGraph> _graphs = [];
    private readonly Stack<WorkItemGraph> _freeGraphs = new();
    private readonly MessagePool<StepDue> _steps = new(crossesGroups: false);
    private readonly MessagePool<OperationIssued> _operations = new(crossesGroups: false);
    private readonly MessagePool<TransferIssued> _transfers = new(crossesGroups: false);
    private readonly List<WorkItemGraph> _resident = [];
    private readonly PendingTimes _pending = new();
    private readonly StallAccount _stalls;
    private readonly Queue<(WorkItemGraph Graph, int Barrier)> _dueBarriers = new();
    private CoreLinks _links = null!;
    private SingleLink[] _lateReports = [];
    private long _stepAt = -1;
    private int _transfersInFlight;
    private int _workItemsKnown;
    private bool _stepPending;

    public CoreUnit(string name, int index, CoreSpec spec, Clock clock)
        : base(name)
    {
        Core = index;
        _clock = clock;
        _stalls = new StallAccount(Stats);
        _spad = new Scratchpad(spec.SpadBytes);
        _slots = new WeightSlots(spec.Arrays, spec.WeightBufferDepth);
    }

    /// <summary>Index of the core in the machine.</summary>
    public int Core { get; }

    public CoreStats Stats { get; } = new();

    public InstructionDigest Digest { get; } = new();

    /// <summary>Null unless someone listens.</summary>
    public ICoreListener? Listener { get; set; }

    /// <summary>One more than the last step in which this core did something that the run waits for.</summary>
    public long EndCycle { get; private set; }

    /// <summary>Work-items it holds.</summary>
    public IReadOnlyList<WorkItemGraph> Resident => _resident;

    internal Scratchpad Spad => _spad;

    public void Wire(CoreLinks links)
    {
        _links = links;
        _lateReports = [.. links.LateReports];
    }

    /// <summary>A work-item retires only after all its instructions have been issued, one per cycle: a bound far beyond the next message.
    /// One that has yet to come may retire as it comes.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput)
    {
        var next = SimTime.Min(nextEvent, nextInput);
        if (link != _links.ToScheduler)
        {
            return next + link.LookaheadTicks;
        }

        var issues = _workItemsKnown > 0 ? 0 : long.MaxValue;
        foreach (var graph in _resident)
        {
            issues = Math.Min(issues, graph.IssuesLeft);
        }

        var retire = issues == long.MaxValue || next.IsNever ? SimTime.Never : _clock.At(_clock.FirstAtOrAfter(next) + issues);
        return SimTime.Min(retire, nextInput) + link.LookaheadTicks;
    }

    public override string? DescribeWait() => _resident.Count == 0 ? null : WaitDescription.Of(this);

    /// <summary>Accounts the cycles up to the end of the run.</summary>
    public void Close(long totalCycles)
    {
        _stalls.Close(totalCycles);
        Stats.SpadHighWaterBytes = _spad.HighWaterBytes;
    }

    /// <summary>The scheduler handed out a work-item.</summary>
    public void OnWorkItem(WorkItemAssigned message)
    {
        var cycle = Begin();
        _workItemsKnown--;
        var graph = TakeGraph();
        _builder.Build(message.Item, graph);
        for (var i = 0; i < graph.Count; i++)
        {
            graph.IssuesLeft += TakesIssue(in graph[i]) ? 1 : 0;
        }

        _resident.Add(graph);
        Listener?.OnScheduled(Core, cycle + 1, message.Item, graph);
        ScheduleStep(cycle);
    }

    /// <summary>A unit finished an operation.</summary>
    public void OnOperationDone(OperationDone message)
    {
        var cycle = Begin();
        Finish(_graphs[message.Handle.Slot], message.Handle.Instruction, cycle);
        ScheduleStep(cycle);
    }

    /// <summary>A matmul has read its weights.</summary>
    public void OnWeightsRead(WeightsRead message)
    {
        var cycle = Begin();
        ReadWeights(_graphs[message.Handle.Slot], message.Handle.Instruction);
        ScheduleStep(cycle);
    }

    /// <summary>All requests of a transfer are injected.</summary>
    public void OnInjected(TransferInjected message)
    {
        var cycle = Begin();
        var (graph, index) = (_graphs[message.Handle.Slot], message.Handle.Instruction);
        Listener?.OnInjected(Core, cycle, graph, index, message.Cycles);
        if (graph[index].Kind == InstructionKind.Store || graph[index].IsAsync)
        {
            Finish(graph, index, cycle);
        }

        ScheduleStep(cycle);
    }

    /// <summary>The last answer to a transfer arrived.</summary>
    public void OnDataReady(DataReady message)
    {
        var cycle = Begin();
        var (graph, index) = (_graphs[message.Handle.Slot], message.Handle.Instruction);
        ref var i = ref graph[index];
        i.DataReady = true;
        _transfersInFlight--;
        graph.TransfersInFlight--;
        EndCycle = Math.Max(EndCycle, cycle + 1);
        Listener?.OnDataReady(Core, cycle, cycle - message.Cycles, graph, index);
        if (i.Kind == InstructionKind.Load && !i.IsAsync)
        {
            Finish(graph, index, cycle);
        }
        else if (i.Partner >= 0)
        {
            _dueBarriers.Enqueue((graph, i.Partner));
        }

        RecycleIfDone(graph);
        ScheduleStep(cycle);
    }

    /// <summary>The issue scan of a cycle.</summary>
    public void OnStep()
    {
        var cycle = _clock.FirstAtOrAfter(Now);
        _stepPending = false;
        while (_dueBarriers.TryDequeue(out var due))
        {
            Finish(due.Graph, due.Barrier, cycle + 1);
        }

        var issued = TryIssue(cycle, out var changed);
        if (issued)
        {
            _stalls.Issue(cycle);
        }
        else
        {
            changed |= TryRetire(cycle);
            Stall(cycle);
        }

        if (issued || changed)
        {
            ScheduleStep(cycle + 1);
        }
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new CoreActor(this);

    /// <inheritdoc/>
    public override void Foresee(TimedMessage message)
    {
        _pending.Add(message.Time.Ticks);
        _workItemsKnown += message is WorkItemAssigned ? 1 : 0;
    }

    /// <summary>Nothing happens here before the next known message, unless the scheduler sends work, the DMA engine data, or a unit a report that it did
    /// not send at issue. Each knows of itself.</summary>
    public override SimTime Promise(Link link, SimTime now)
    {
        var next = new SimTime(Math.Min(_pending.Next, _stepPending ? _clock.At(_stepAt).Ticks : long.MaxValue));
        foreach (var report in _lateReports)
        {
            next = SimTime.Min(next, PromiseOver(report, now));
        }

        Link other = link == _links.ToScheduler ? _links.FromDma : _links.FromScheduler;
        return SimTime.Min(next, PromiseOver(other, now)) + link.LookaheadTicks;
    }

    // A message that came over a link: one less of those that are known.
    private long Begin()
    {
        _pending.RemoveNext();
        return _clock.FirstAtOrAfter(Now);
    }

    private WorkItemGraph TakeGraph()
    {
        if (!_freeGraphs.TryPop(out var graph))
        {
            graph = new WorkItemGraph(_graphs.Count);
            _graphs.Add(graph);
        }

        return graph;
    }

    private void ReadWeights(WorkItemGraph graph, int index)
    {
        ref var preload = ref graph[graph[index].Weights];
        if (--preload.Weights == 0)
        {
            _slots.Release(preload.Array);
        }
    }

    private void ScheduleStep(long cycle)
    {
        if (_stepAt != cycle)
        {
            _stepAt = cycle;
            _stepPending = true;
            Schedule(_clock.At(cycle), CorePriority.Step, _steps.Rent());
        }
    }

    // At most one work-item per cycle, and only in a cycle without an issue.
    private bool TryRetire(long cycle)
    {
        var at = _resident.FindIndex(static g => g.Unfinished == 0);
        if (at < 0)
        {
            return false;
        }

        var graph = _resident[at];
        _resident.RemoveAt(at);
        Stats.WorkItems++;
        EndCycle = Math.Max(EndCycle, cycle + 1);
        Listener?.OnRetired(Core, cycle + 1, graph);
        var assigned = graph.Assigned;
        var retired = new WorkItemRetired
        {
            Core = Core,
            Trace = assigned.Program.Index,
            KernelId = assigned.KernelId,
            Index = assigned.Index,
        };
        _links.ToScheduler.Send(retired, new SimTime(_clock.At(cycle + 1).Ticks - 1), SchedulerPriority.Retired);
        RecycleIfDone(graph);
        return true;
    }

    private void RecycleIfDone(WorkItemGraph graph)
    {
        if (graph.TransfersInFlight == 0 && graph.Unfinished == 0 && !_resident.Contains(graph))
        {
            graph.WorkItem.Return();
            _freeGraphs.Push(graph);
        }
    }

    private void Stall(long cycle)
    {
        var cause = StallCauseNow();
        if (_stalls.Stall(cycle, cause))
        {
            Listener?.OnStalled(Core, cycle + 1, cause);
        }
    }

    private StallCause StallCauseNow()
    {
        var cause = _resident.Count == 0 ? StallCause.Idle : _transfersInFlight > 0 ? StallCause.Memory : StallCause.Compute;
        foreach (var graph in _resident)
        {
            if (graph.Ready.WaitsForSpad)
            {
                return StallCause.Scratchpad;
            }

            cause = graph.Ready.WaitsForSlot ? StallCause.WeightSlot : cause;
        }

        return cause;
    }
}
