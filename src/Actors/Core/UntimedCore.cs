using System.Globalization;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>In which order operations in flight end, where time does not decide.</summary>
internal enum EndOrder
{
    OldestFirst,
    NewestFirst,
    TransfersLast,
    ComputesLast,
}

/// <summary>
/// Runs work-items that share a core by the core's own rules, but without time: all that can issue does, then one operation in flight
/// ends, chosen by an order. Finds out whether they can come to a state from which nothing goes on.
/// </summary>
internal sealed class UntimedCore(CoreSpec spec, EndOrder order)
{
    private readonly GraphBuilder _builder = new();
    private readonly List<(WorkItemGraph Graph, int Instruction)> _inFlight = [];
    private readonly Scratchpad _spad = new(spec.SpadBytes);
    private readonly WeightSlots _slots = new(spec.Arrays, spec.WeightBufferDepth);

    /// <summary>Null if all work-items come to their ends; else what the one that is stuck waits for.</summary>
    public string? Run(params IReadOnlyList<AssignedWorkItem> items)
    {
        List<WorkItemGraph> graphs = [.. items.Select(Build)];
        while (true)
        {
            while (graphs.Exists(TryIssue))
            {
            }

            if (_inFlight.Count == 0) return graphs.Find(g => g.Unfinished > 0) is { } stuck ? Describe(stuck) : null;
            EndOne();
        }
    }

    private WorkItemGraph Build(AssignedWorkItem item)
    {
        var graph = new WorkItemGraph(0);
        _builder.Build(item, graph);
        return graph;
    }

    private bool TryIssue(WorkItemGraph graph)
    {
        var index = graph.Ready.FirstThatCanIssue(_spad.FreeBytes, _slots.AnyFree);
        if (index < 0) return false;
        ref var i = ref graph[index];
        graph.Ready.Remove(graph, index);
        _spad.Charge(graph, in i);
        i.IssueCycle = 1;
        if (i is { Kind: InstructionKind.Compute, Unit: ComputeUnit.Preload }) TakeSlot(graph, index);
        Release(graph, i.AtIssueHead);
        if (i.Kind != InstructionKind.Barrier) _spad.FreeLastReads(graph, in i);
        _inFlight.Add((graph, index));
        return true;
    }

    private void TakeSlot(WorkItemGraph graph, int index)
    {
        ref var preload = ref graph[index];
        preload.Array = _slots.Take();
        preload.Weights = 0;
        for (var e = preload.AtIssueHead; e >= 0; e = graph.Edge(e).Next)
        {
            ref var matmul = ref graph[graph.Edge(e).Value];
            if (matmul.Kind != InstructionKind.Compute || matmul.Unit != ComputeUnit.Matmul) continue;
            matmul.Weights = index;
            preload.Weights++;
        }
    }

    private void EndOne()
    {
        var at = order switch
        {
            EndOrder.NewestFirst => _inFlight.Count - 1,
            EndOrder.TransfersLast => Math.Max(_inFlight.FindIndex(f => !IsTransfer(f)), 0),
            EndOrder.ComputesLast => Math.Max(_inFlight.FindIndex(IsTransfer), 0),
            _ => 0,
        };
        var (graph, index) = _inFlight[at];
        _inFlight.RemoveAt(at);
        ref var i = ref graph[index];
        graph.Unfinished--;
        Release(graph, i.AtDoneHead);
        if (i.Kind == InstructionKind.Compute && i.Unit == ComputeUnit.Matmul && --graph[i.Weights].Weights == 0)
            _slots.Release(graph[i.Weights].Array);
    }

    private static bool IsTransfer((WorkItemGraph Graph, int Instruction) flight) =>
        flight.Graph[flight.Instruction].Kind != InstructionKind.Compute;

    private static void Release(WorkItemGraph graph, int head)
    {
        for (var e = head; e >= 0; e = graph.Edge(e).Next)
            if (--graph[graph.Edge(e).Value].Pending == 0) graph.Ready.Add(graph, graph.Edge(e).Value);
    }

    private string Describe(WorkItemGraph graph)
    {
        for (var index = 0; index < graph.Count; index++)
        {
            ref readonly var i = ref graph[index];
            if (i.Pending != 0 || i.IssueCycle != 0) continue;
            return i.Version >= 0
                ? string.Create(CultureInfo.InvariantCulture, $"record {i.Record} needs {i.Bytes} bytes of scratchpad, free are {_spad.FreeBytes} of {_spad.CapacityBytes}")
                : string.Create(CultureInfo.InvariantCulture, $"record {i.Record} waits for a weight slot, and all {spec.Arrays * spec.WeightBufferDepth} are held by preloads whose matmuls cannot start");
        }

        return "nothing of it is ready";
    }
}
