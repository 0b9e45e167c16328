using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Layers;

/// <summary>Books what cores do to kernels, and, for charts, to time. Every core has a part of its own: nothing is shared.</summary>
internal sealed class LayerRecorder : ICoreListener
{
    private readonly CoreLayers[] _layers;
    private readonly CoreActivity[] _activities;
    private readonly int _requestBytes;

    /// <param name="cores">Cores of the machine.</param>
    /// <param name="requestBytes">Bytes of a memory request.</param>
    /// <param name="activity">Also keep what happened when.</param>
    public LayerRecorder(int cores, int requestBytes, bool activity)
    {
        _requestBytes = requestBytes;
        _layers = Enumerable.Range(0, cores).Select(_ => new CoreLayers()).ToArray();
        _activities = activity ? Enumerable.Range(0, cores).Select(_ => new CoreActivity()).ToArray() : [];
    }

    /// <summary>By core; empty unless asked for.</summary>
    public IReadOnlyList<CoreActivity> Activities => _activities;

    /// <summary>Sums over all cores, by place of the trace and kernel.</summary>
    public Dictionary<(int Trace, int Kernel), LayerTimes> Totals()
    {
        var totals = new Dictionary<(int, int), LayerTimes>();
        foreach (var (key, times) in _layers.SelectMany(l => l.Times))
        {
            if (!totals.TryGetValue(key, out var total)) totals.Add(key, total = new LayerTimes());
            total.Add(times);
        }

        return totals;
    }

    public void OnScheduled(int core, long cycle, AssignedWorkItem item, WorkItemGraph graph) => _layers[core].OnScheduled(cycle, item);

    public void OnIssued(int core, long cycle, WorkItemGraph graph, int instruction)
    {
        var info = graph.Describe(instruction);
        if (info.Kind != InstructionKind.Barrier) _layers[core].OnIssued(cycle);
        if (info.Kind != InstructionKind.Compute) return;
        var cost = graph.CostOf(instruction);
        _layers[core].Of(graph).AddBusy(info.Unit, cost.Cycles - cost.Overlap);
    }

    public void OnInjected(int core, long cycle, WorkItemGraph graph, int instruction, long cycles)
    {
    }

    public void OnDataReady(int core, long cycle, long firstCycle, WorkItemGraph graph, int instruction)
    {
        if (_activities.Length == 0) return;
        var activity = _activities[core];
        graph.Describe(instruction, activity.Transfer);
        activity.Runs.Build(activity.Transfer, _requestBytes);
        var series = graph.IsStore(instruction) ? activity.Written : activity.Read;
        series.Add(firstCycle, cycle, activity.Runs.Total * _requestBytes);
    }

    public void OnFinished(int core, long cycle, WorkItemGraph graph, int instruction)
    {
        if (_activities.Length == 0) return;
        var info = graph.Describe(instruction);
        if (info.Kind != InstructionKind.Compute) return;
        var cost = graph.CostOf(instruction);
        var busy = cost.Cycles - cost.Overlap;
        _activities[core].Units[(int)ComputeUnits.PlaceOf(info.Unit)].Add(Math.Max(0, cycle - busy), cycle, busy);
    }

    public void OnRetired(int core, long cycle, WorkItemGraph graph) => _layers[core].OnRetired(cycle, graph.Assigned);

    public void OnStalled(int core, long cycle, StallCause cause) => _layers[core].OnStalled(cycle, cause);
}
