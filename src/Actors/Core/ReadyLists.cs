namespace ActorSim.Actors.Core;

/// <summary>
/// The ready instructions of a work-item, in the order in which they became ready, split by what can block them: nothing, a weight slot,
/// or scratchpad space. The first that can issue is found without walking the blocked ones.
/// </summary>
internal sealed class ReadyLists
{
    private const int Unblocked = 0;
    private const int NeedsSlot = 1;
    private const int NeedsSpad = 2;
    private readonly int[] _head = [-1, -1, -1];
    private readonly int[] _tail = [-1, -1, -1];
    private long _sequence;
    private long _leastBytes = long.MaxValue;

    public bool WaitsForSpad => _head[NeedsSpad] >= 0;

    public bool WaitsForSlot => _head[NeedsSlot] >= 0;

    public void Clear()
    {
        Array.Fill(_head, -1);
        _sequence = 0;
        _leastBytes = long.MaxValue;
    }

    public void Add(WorkItemGraph graph, int index)
    {
        ref var i = ref graph[index];
        var list = ListOf(in i);
        i.ReadySequence = _sequence++;
        i.Next = -1;
        i.Previous = _head[list] < 0 ? -1 : _tail[list];
        if (i.Previous < 0)
        {
            _head[list] = index;
        }
        else
        {
            graph[i.Previous].Next = index;
        }

        _tail[list] = index;
        if (list == NeedsSpad)
        {
            _leastBytes = Math.Min(_leastBytes, i.Bytes);
        }
    }

    public void Remove(WorkItemGraph graph, int index)
    {
        ref readonly var i = ref graph[index];
        var list = ListOf(in i);
        if (i.Previous < 0)
        {
            _head[list] = i.Next;
        }
        else
        {
            graph[i.Previous].Next = i.Next;
        }

        if (i.Next < 0)
        {
            _tail[list] = i.Previous;
        }
        else
        {
            graph[i.Next].Previous = i.Previous;
        }

        if (_head[NeedsSpad] < 0)
        {
            _leastBytes = long.MaxValue;
        }
    }

    /// <summary>The first instruction, after <paramref name="after"/> in ready order, that can issue with so much free; -1 if none can.</summary>
    public int FirstThatCanIssue(WorkItemGraph graph, long freeBytes, bool slotFree, long after = -1)
    {
        var best = After(graph, _head[Unblocked], after);
        if (slotFree)
        {
            best = Earlier(graph, best, After(graph, _head[NeedsSlot], after));
        }

        if (freeBytes >= _leastBytes)
        {
            best = Earlier(graph, best, FirstThatFits(graph, freeBytes, slotFree, after));
        }

        return best;
    }

    private int FirstThatFits(WorkItemGraph graph, long freeBytes, bool slotFree, long after)
    {
        var index = _head[NeedsSpad];
        while (index >= 0)
        {
            ref readonly var i = ref graph[index];
            if (i.Bytes <= freeBytes && i.ReadySequence > after && (slotFree || i.Unit != Trace.ComputeUnit.Preload))
            {
                return index;
            }

            index = i.Next;
        }

        return -1;
    }

    private static int After(WorkItemGraph graph, int index, long after)
    {
        while (index >= 0 && graph[index].ReadySequence <= after)
        {
            index = graph[index].Next;
        }

        return index;
    }

    private static int Earlier(WorkItemGraph graph, int a, int b) =>
        a < 0 ? b : b < 0 || graph[a].ReadySequence < graph[b].ReadySequence ? a : b;

    private static int ListOf(in Instruction i) =>
        i.Version >= 0 ? NeedsSpad : i.Kind == InstructionKind.Compute && i.Unit == Trace.ComputeUnit.Preload ? NeedsSlot : Unblocked;
}
