using ActorSim.Actors.Dma;
using ActorSim.Actors.Scheduler;
using ActorSim.Kernel;
using ActorSim.Trace;

namespace ActorSim.Actors.Core;

/// <summary>
/// A core: holds up to two work-items and issues at most one of their instructions per cycle. It takes a step only in cycles in which
/// something can change: after an event, after an issue, after a retirement.
/// </summary>
public sealed class CoreProcess : LogicalProcess
{
    private readonly Clock _clock;
    private readonly Scratchpad _spad;
    private readonly WeightSlots _slots;
    private readonly GraphBuilder _builder = new();
    private readonly Stack<WorkItemGraph> _freeGraphs = new();
    private readonly List<WorkItemGraph> _resident = [];
    private readonly PendingTimes _pending = new();
    private readonly StallAccount _stalls;
    private readonly Queue<(WorkItemGraph Graph, int Barrier)> _dueBarriers = new();
    private Link _fromScheduler = null!;
    private Link[] _schedulerInput = [];
    private Link _toScheduler = null!;
    private Link _toDma = null!;
    private Link _toVector = null!;
    private Link _toCrossLane = null!;
    private Link[] _toArrays = [];
    private long _stepAt = -1;
    private int _transfersInFlight;
    private int _workItemsKnown;
    private bool _stepPending;

    public CoreProcess(string name, int index, CoreSpec spec, Clock clock)
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

    public void Wire(Link fromScheduler, Link toScheduler, Link toDma, Link toVector, Link toCrossLane, Link[] toArrays)
    {
        _fromScheduler = fromScheduler;
        _schedulerInput = [fromScheduler];
        _toScheduler = toScheduler;
        _toDma = toDma;
        _toVector = toVector;
        _toCrossLane = toCrossLane;
        _toArrays = toArrays;
    }

    /// <summary>A work-item retires only after all its instructions have been issued, one per cycle: a bound far beyond the next event.
    /// One that has yet to come may retire as it comes.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput)
    {
        var next = SimTime.Min(nextEvent, nextInput);
        if (link != _toScheduler)
        {
            return next + link.LookaheadTicks;
        }

        var issues = long.MaxValue;
        foreach (var graph in _resident)
        {
            issues = Math.Min(issues, graph.IssuesLeft);
        }

        if (_workItemsKnown > 0)
        {
            issues = 0;
        }

        var retire = issues == long.MaxValue || next.IsNever ? SimTime.Never : _clock.At(_clock.FirstAtOrAfter(next) + issues);
        return SimTime.Min(retire, SimTime.Max(HorizonOver(_schedulerInput), nextInput)) + link.LookaheadTicks;
    }

    /// <summary>Nothing happens here before the next known event, unless the scheduler sends work or the DMA engine data.</summary>
    public override SimTime Outlook(Link link, SimTime now)
    {
        var next = Math.Min(_pending.Next, _stepPending ? _clock.At(_stepAt).Ticks : long.MaxValue);
        var work = _fromScheduler.Source.Outlook(_fromScheduler, now);
        return SimTime.Min(new SimTime(next), work) + link.LookaheadTicks;
    }

    public override string? DescribeWait() => _resident.Count == 0 ? null : WaitDescription.Of(this);

    /// <summary>Accounts the cycles up to the end of the run.</summary>
    public void Close(long totalCycles)
    {
        _stalls.Close(totalCycles);
        Stats.SpadHighWaterBytes = _spad.HighWaterBytes;
    }

    protected override void Learn(in SimEvent e)
    {
        _pending.Add(e.Ticks);
        _workItemsKnown += e.Kind == CoreMessages.WorkItem ? 1 : 0;
    }

    protected override void Handle(in SimEvent e)
    {
        var cycle = _clock.FirstAtOrAfter(Now);
        if (e.Kind == CoreMessages.Step)
        {
            _stepPending = false;
            OnStep(cycle);
            return;
        }

        _pending.RemoveNext();

        if (e.Kind == CoreMessages.WorkItem)
        {
            OnWorkItem((AssignedWorkItem)e.Body!, cycle);
        }
        else
        {
            OnAnswer(in e, (WorkItemGraph)e.Body!, cycle);
        }

        ScheduleStep(cycle);
    }

    private void OnAnswer(in SimEvent e, WorkItemGraph graph, long cycle)
    {
        switch (e.Kind)
        {
            case CoreMessages.OperationDone:
                Finish(graph, (int)e.Data, cycle);
                break;
            case CoreMessages.DataReady:
                OnDataReady(graph, CoreMessages.InstructionOf(e.Data), CoreMessages.CyclesOf(e.Data), cycle);
                break;
            case CoreMessages.Injected:
                OnInjected(graph, CoreMessages.InstructionOf(e.Data), CoreMessages.CyclesOf(e.Data), cycle);
                break;
            default:
                OnWeightsRead(graph, (int)e.Data);
                break;
        }
    }

    private void OnWorkItem(AssignedWorkItem assigned, long cycle)
    {
        _workItemsKnown--;
        if (!_freeGraphs.TryPop(out var graph))
        {
            graph = new WorkItemGraph();
        }

        _builder.Build(assigned, graph);
        for (var i = 0; i < graph.Count; i++)
        {
            graph.IssuesLeft += TakesIssue(in graph[i]) ? 1 : 0;
        }

        _resident.Add(graph);
        Listener?.OnScheduled(Core, cycle + 1, assigned, graph);
    }

    private void OnDataReady(WorkItemGraph graph, int index, long cyclesSinceFirst, long cycle)
    {
        ref var i = ref graph[index];
        i.DataReady = true;
        _transfersInFlight--;
        graph.TransfersInFlight--;
        EndCycle = Math.Max(EndCycle, cycle + 1);
        Listener?.OnDataReady(Core, cycle, cycle - cyclesSinceFirst, graph, index);
        if (i.Kind == InstructionKind.Load && !i.IsAsync)
        {
            Finish(graph, index, cycle);
        }
        else if (i.Partner >= 0)
        {
            _dueBarriers.Enqueue((graph, i.Partner));
        }

        RecycleIfDone(graph);
    }

    private void OnInjected(WorkItemGraph graph, int index, long cycles, long cycle)
    {
        Listener?.OnInjected(Core, cycle, graph, index, cycles);
        if (graph[index].Kind == InstructionKind.Store || graph[index].IsAsync)
        {
            Finish(graph, index, cycle);
        }
    }

    private void OnWeightsRead(WorkItemGraph graph, int index)
    {
        ref var preload = ref graph[graph[index].Weights];
        if (--preload.Weights == 0)
        {
            _slots.Release(preload.Array);
        }
    }

    private void OnStep(long cycle)
    {
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

    private void ScheduleStep(long cycle)
    {
        if (_stepAt != cycle)
        {
            _stepAt = cycle;
            _stepPending = true;
            Schedule(_clock.At(cycle), CoreMessages.StepPriority, CoreMessages.Step);
        }
    }

    // Work-items in order of arrival; in each, the ready instructions in the order in which they became ready.
    private bool TryIssue(long cycle, out bool changed)
    {
        changed = false;
        foreach (var graph in _resident)
        {
            var after = -1L;
            int index;
            while ((index = graph.Ready.FirstThatCanIssue(graph, _spad.FreeBytes, _slots.AnyFree, after)) >= 0)
            {
                after = graph[index].ReadySequence;
                var used = _spad.UsedBytes;
                var issued = Issue(graph, index, cycle);
                if (_spad.UsedBytes != used)
                {
                    Listener?.OnScratchpad(Core, cycle + 1, _spad.UsedBytes);
                }

                if (issued)
                {
                    return true;
                }

                changed = true;
            }
        }

        return false;
    }

    // False if it was a compute without cost, which completes at once and leaves the cycle's issue to others.
    private bool Issue(WorkItemGraph graph, int index, long cycle)
    {
        ref var i = ref graph[index];
        graph.Ready.Remove(graph, index);
        graph.IssuesLeft -= TakesIssue(in i) ? 1 : 0;
        _spad.Charge(graph, in i);
        i.IssueCycle = cycle + 1;
        Stats.Instructions++;
        Listener?.OnIssued(Core, cycle + 1, graph, index);
        switch (i.Kind)
        {
            case InstructionKind.Barrier:
                IssueBarrier(graph, index, cycle);
                return true;
            case InstructionKind.Compute:
                return IssueCompute(graph, index, cycle);
            default:
                _spad.FreeLastReads(graph, in i);
                _transfersInFlight++;
                graph.TransfersInFlight++;
                _toDma.Send(_clock.At(cycle + 1), DmaMessages.IssuePriority, DmaMessages.Issue, index, graph);
                return true;
        }
    }

    private static bool TakesIssue(in Instruction i) => i.Kind != InstructionKind.Compute || i.Cycles > 0;

    private void IssueBarrier(WorkItemGraph graph, int index, long cycle)
    {
        ref var load = ref graph[graph[index].Partner];
        if (load.DataReady)
        {
            Finish(graph, index, cycle + 1);
        }
        else
        {
            load.Partner = index;
        }
    }

    private bool IssueCompute(WorkItemGraph graph, int index, long cycle)
    {
        ref var i = ref graph[index];
        if (i.Unit == ComputeUnit.Preload)
        {
            TakeWeightSlot(graph, index);
        }

        Release(graph, i.AtIssueHead);
        _spad.FreeLastReads(graph, in i);
        if (i.Cycles == 0)
        {
            Finish(graph, index, cycle + 1);
            if (i.Unit == ComputeUnit.Matmul)
            {
                OnWeightsRead(graph, index);
            }

            return false;
        }

        UnitOf(in i).Send(_clock.At(cycle) + 1, 0, ComputeUnitMessages.Issue, index, graph);
        return true;
    }

    private Link UnitOf(in Instruction i) => i.Unit switch
    {
        ComputeUnit.Vector => _toVector,
        ComputeUnit.CrossLane => _toCrossLane,
        _ => _toArrays[i.Array],
    };

    // The consumers are pinned to the preload's array and share its slot.
    private void TakeWeightSlot(WorkItemGraph graph, int index)
    {
        ref var preload = ref graph[index];
        preload.Array = _slots.Take();
        preload.Weights = 0;
        for (var e = preload.AtIssueHead; e >= 0; e = graph.Edge(e).Next)
        {
            ref var matmul = ref graph[graph.Edge(e).Value];
            matmul.Array = preload.Array;
            matmul.Weights = index;
            preload.Weights++;
        }
    }

    private void Release(WorkItemGraph graph, int head)
    {
        for (var e = head; e >= 0; e = graph.Edge(e).Next)
        {
            var dependent = graph.Edge(e).Value;
            if (--graph[dependent].Pending == 0)
            {
                graph.Ready.Add(graph, dependent);
            }
        }
    }

    private void Finish(WorkItemGraph graph, int index, long label)
    {
        graph.Unfinished--;
        ref var i = ref graph[index];
        Release(graph, i.AtDoneHead);
        Digest.Add(graph.Assigned.Ordinal, index, Core, i.IssueCycle, label);
        Listener?.OnFinished(Core, label, graph, index);
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
        _toScheduler.Send(new SimTime(_clock.At(cycle + 1).Ticks - 1), SchedulerMessages.RetiredPriority, SchedulerMessages.Retired, Core, graph.Assigned);
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
