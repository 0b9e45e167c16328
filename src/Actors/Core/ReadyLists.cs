using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>
/// The ready instructions of a work-item in the order in which they became ready, split by whether they need a weight slot; each with the
/// scratchpad bytes that its issue takes. The first that can issue is found in steps that grow with the logarithm of their number,
/// however many are blocked.
/// </summary>
internal sealed class ReadyLists
{
    // Less than any number of free bytes: not blocked by the scratchpad, even where it is overdrawn.
    private const long NoBytes = long.MinValue;
    private readonly LeastBytes _free = new();
    private readonly LeastBytes _needSlot = new();
    private int[] _indices = new int[64];
    private int _sequence;
    private int _spadWaiters;
    private int _slotWaiters;

    public bool WaitsForSpad => _spadWaiters > 0;

    public bool WaitsForSlot => _slotWaiters > 0;

    /// <summary>Steps of all searches and changes so far: what a work-item costs here.</summary>
    public long Steps => _free.Steps + _needSlot.Steps;

    /// <summary>Forgets a work-item, all of whose instructions have been issued.</summary>
    public void Clear()
    {
        _free.Clear();
        _needSlot.Clear();
        _sequence = _spadWaiters = _slotWaiters = 0;
    }

    public void Add(WorkItemGraph graph, int index)
    {
        ref var i = ref graph[index];
        if (_sequence == _indices.Length)
        {
            Array.Resize(ref _indices, _sequence * 2);
        }

        _indices[_sequence] = index;
        i.ReadySequence = _sequence++;
        Count(in i, 1);
        ListOf(in i).Set(i.ReadySequence, i.Version >= 0 ? i.Bytes : NoBytes);
    }

    public void Remove(WorkItemGraph graph, int index)
    {
        ref readonly var i = ref graph[index];
        Count(in i, -1);
        ListOf(in i).Remove(i.ReadySequence);
    }

    /// <summary>The first instruction, after <paramref name="after"/> in ready order, that can issue with so much free; -1 if none can.</summary>
    public int FirstThatCanIssue(long freeBytes, bool slotFree, int after = -1)
    {
        var best = _free.First(freeBytes, after);
        if (slotFree)
        {
            best = Math.Min(best, _needSlot.First(freeBytes, after));
        }

        return best == LeastBytes.None ? -1 : _indices[best];
    }

    private void Count(in Instruction i, int change)
    {
        if (i.Version >= 0)
        {
            _spadWaiters += change;
        }
        else if (NeedsSlot(in i))
        {
            _slotWaiters += change;
        }
    }

    private LeastBytes ListOf(in Instruction i) => NeedsSlot(in i) ? _needSlot : _free;

    private static bool NeedsSlot(in Instruction i) => i.Kind == InstructionKind.Compute && i.Unit == ComputeUnit.Preload;
}
