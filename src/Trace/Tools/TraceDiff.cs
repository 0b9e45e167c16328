using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>
/// Compares two traces record by record. Declarations are matched by id, kernels by order, work-items and records by position; memory is
/// that of the declarations and two work-items.
/// </summary>
public sealed class TraceDiff
{
    private readonly List<TraceDifference> _first = [];
    private readonly int _limit;

    private TraceDiff(int limit) => _limit = limit;

    /// <summary>The first differences, up to the limit.</summary>
    public IReadOnlyList<TraceDifference> First => _first;

    /// <summary>All of them.</summary>
    public long Differences { get; private set; }

    /// <summary>Records that both traces have, at the same place.</summary>
    public long RecordsCompared { get; private set; }

    /// <summary>Those of them that differ.</summary>
    public long RecordsDifferent { get; private set; }

    /// <summary>Records that only one trace has.</summary>
    public long RecordsOnlyInA { get; private set; }

    public long RecordsOnlyInB { get; private set; }

    public bool AreEqual => Differences == 0;

    /// <summary>Reads both traces to their ends.</summary>
    public static TraceDiff Compare(TraceReader a, TraceReader b, int limit = 20)
    {
        var diff = new TraceDiff(limit);
        diff.Run(new DiffSide(a), new DiffSide(b));
        return diff;
    }

    private void Run(DiffSide a, DiffSide b)
    {
        a.Next();
        b.Next();
        while (a.Kind != TraceObjectKind.None || b.Kind != TraceObjectKind.None)
        {
            if (a.Kind != b.Kind)
            {
                OnlyOne(a, b);
                continue;
            }
            if (a.Kind == TraceObjectKind.WorkItem)
                WorkItems(a.Reader.WorkItem, b.Reader.WorkItem);
            else if (a.Kind == TraceObjectKind.KernelBegin)
                Kernels(a.Reader.Kernel, b.Reader.Kernel);
            a.Next();
            b.Next();
        }
        Declarations(a.Declared, b.Declared);
    }

    /// <summary>The sides are at different kinds: the one with more to its kernel, or with more kernels, is ahead.</summary>
    private void OnlyOne(DiffSide a, DiffSide b)
    {
        bool extraInA = a.Kind == TraceObjectKind.WorkItem || b.Kind == TraceObjectKind.None
            || (a.Kind == TraceObjectKind.KernelEnd && b.Kind == TraceObjectKind.KernelBegin);
        DiffSide side = extraInA ? a : b;
        string which = extraInA ? "a" : "b";
        if (side.Kind == TraceObjectKind.WorkItem)
        {
            WorkItem item = side.Reader.WorkItem;
            if (extraInA)
                RecordsOnlyInA += item.Records.Length;
            else
                RecordsOnlyInB += item.Records.Length;
            Add($"kernel {item.KernelId}, work-item {item.Index}", $"only in {which}");
        }
        else if (side.Kind == TraceObjectKind.KernelBegin)
        {
            Add($"kernel {side.Reader.Kernel.Id}", $"only in {which}");
        }
        side.Next();
    }

    private void Kernels(TraceKernel a, TraceKernel b)
    {
        string place = $"kernel {a.Id}";
        Field(place, "id", a.Id, b.Id);
        Field(place, "name", a.Name, b.Name);
        Field(place, "partition", a.Partition, b.Partition);
        List(place, "depends-on", a.DependsOn.ToArray(), b.DependsOn.ToArray());
    }

    private void WorkItems(WorkItem a, WorkItem b)
    {
        string place = $"kernel {a.KernelId}, work-item {a.Index}";
        Field(place, "kernel", a.KernelId, b.KernelId);
        Field(place, "spad bytes", a.SpadBytes, b.SpadBytes);
        List(place, "parallel indices", a.ParallelIndices, b.ParallelIndices);
        List(place, "depends-on", a.DependsOn, b.DependsOn);
        int common = Math.Min(a.Records.Length, b.Records.Length);
        for (int i = 0; i < common; i++)
        {
            RecordsCompared++;
            if (RecordComparison.AreEqual(a, in a.Records[i], b, in b.Records[i]))
                continue;
            RecordsDifferent++;
            Add($"{place}, record {i}", RecordComparison.Describe(a, in a.Records[i], b, in b.Records[i]));
        }
        RecordsOnlyInA += a.Records.Length - common;
        RecordsOnlyInB += b.Records.Length - common;
        Field(place, "number of records", a.Records.Length, b.Records.Length);
    }

    private void Declarations(SortedDictionary<string, string> a, SortedDictionary<string, string> b)
    {
        foreach ((string place, string text) in a)
        {
            if (!b.TryGetValue(place, out string? other))
                Add(place, "only in a");
            else if (text != other)
                Add(place, $"a: {text} b: {other}");
        }
        foreach (string place in b.Keys)
        {
            if (!a.ContainsKey(place))
                Add(place, "only in b");
        }
    }

    private void Field<T>(string place, string name, T a, T b)
    {
        if (!EqualityComparer<T>.Default.Equals(a, b))
            Add(place, $"{name} a: {a} b: {b}");
    }

    private void List<T>(string place, string name, ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : IEquatable<T>
    {
        if (!a.SequenceEqual(b))
            Add(place, $"{name} a: [{string.Join(", ", a.ToArray())}] b: [{string.Join(", ", b.ToArray())}]");
    }

    private void Add(string place, string what)
    {
        Differences++;
        if (_first.Count < _limit)
            _first.Add(new TraceDifference(place, what));
    }
}

/// <summary>One difference between two traces.</summary>
/// <param name="Place">Where, in words: "tensor 3", "kernel 0, work-item 2, record 5".</param>
/// <param name="What">Field with its value in both, "a: ... b: ...", or which side lacks it.</param>
public sealed record TraceDifference(string Place, string What)
{
    public override string ToString() => $"{Place}: {What}";
}
