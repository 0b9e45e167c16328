namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>The last issued ops, for the critical path.</summary>
internal sealed class VectorLog
{
    private const int Capacity = 1024;
    private const int MaxSteps = 64;

    private readonly Entry[] _entries = new Entry[Capacity];
    private long _floor;

    /// <summary>Number of the entry to come.</summary>
    public long Next { get; private set; }

    public void Add(PipelineChunk op, long issue, long finish, int cause, long because)
    {
        _entries[Next % Capacity] = new Entry(op, issue, finish, cause, because);
        Next++;
    }

    /// <summary>
    /// The entries from <paramref name="sinceEntry"/> on were one period and stand for its last repetition; what came before them is no
    /// longer next to them.
    /// </summary>
    public void Shift(long cycles, long sinceEntry)
    {
        // A period without cycles is one without instructions.
        if (cycles == 0)
            return;
        _floor = sinceEntry;
        for (long i = Math.Max(Next - Capacity, 0); i < Next; i++)
        {
            ref Entry entry = ref _entries[i % Capacity];
            entry = entry with { Issue = entry.Issue + cycles, Finish = entry.Finish + cycles };
        }
    }

    /// <summary>From <paramref name="last"/> backwards, returned in time order; whether it is cut off.</summary>
    public (List<Entry> Path, bool IsTruncated) PathTo(long last)
    {
        var path = new List<Entry>();
        long floor = Math.Max(_floor, Next - Capacity);
        long at = last;
        while (at >= floor && path.Count < MaxSteps)
        {
            Entry entry = _entries[at % Capacity];
            path.Add(entry);
            at = entry.Because;
        }
        path.Reverse();
        return (path, at >= 0);
    }

    internal readonly record struct Entry(PipelineChunk Op, long Issue, long Finish, int Cause, long Because);
}
