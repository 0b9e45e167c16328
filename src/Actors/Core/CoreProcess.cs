using ActorSim.Actors.Scheduler;
using ActorSim.Kernel;

namespace ActorSim.Actors.Core;

/// <summary>
/// A core: holds up to two work-items and issues at most one of their instructions per cycle. It takes a step only in cycles in which
/// something can change: after an event, after an issue, after a retirement.
/// </summary>
public sealed partial class CoreProcess : LogicalProcess
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
    private Link _fromDma = null!;
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

    /// <summary>Tells the core the link on which its DMA engine answers.</summary>
    public void WireDma(Link fromDma) => _fromDma = fromDma;

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

    /// <summary>Nothing happens here before the next known event, unless the scheduler sends work or the DMA engine data. Each of the two
    /// knows of itself.</summary>
    public override SimTime Outlook(Link link, SimTime now)
    {
        var next = new SimTime(Math.Min(_pending.Next, _stepPending ? _clock.At(_stepAt).Ticks : long.MaxValue));
        var other = link == _toScheduler ? _fromDma : _fromScheduler;
        return SimTime.Min(next, other.Source.Outlook(other, now)) + link.LookaheadTicks;
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
