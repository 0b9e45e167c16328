using System.Globalization;
using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// Collects a sequential run's events under the reference's names. The reference numbers instructions in order of construction: all
/// work-items in order of the trace, a repeated barrier on one load counted once, which is (work-item ordinal, place in its graph) here.
/// </summary>
public sealed class EventRecorder : ICoreListener
{
    private readonly List<Entry> _events = [];

    public IReadOnlyList<Entry> Events => _events;

    /// <summary>Core and label of every work-item's arrival and retirement.</summary>
    public List<(long Cycle, int Core, long Ordinal, bool Retired)> WorkItems { get; } = [];

    public List<(long Cycle, int Core, StallCause Cause)> Stalls { get; } = [];

    public void OnScheduled(int core, long cycle, AssignedWorkItem item, WorkItemGraph graph)
    {
        WorkItems.Add((cycle, core, item.Ordinal, false));
    }

    public void OnIssued(int core, long cycle, WorkItemGraph graph, int instruction) => Add(cycle, core, "INST_ISSUED", graph, instruction);

    public void OnInjected(int core, long cycle, WorkItemGraph graph, int instruction, long cycles)
    {
        if (IsAsyncLoad(graph, instruction))
        {
            Add(cycle, core, "ASYNC_DMA_ISSUE", graph, instruction);
        }
    }

    public void OnDataReady(int core, long cycle, long firstCycle, WorkItemGraph graph, int instruction)
    {
        Add(firstCycle, core, "DRAM_RESP_FIRST", graph, instruction);
        if (IsAsyncLoad(graph, instruction))
        {
            Add(cycle, core, "DRAM_RESP_DONE", graph, instruction);
        }
    }

    public void OnFinished(int core, long cycle, WorkItemGraph graph, int instruction)
    {
        if (!IsAsyncLoad(graph, instruction))
        {
            Add(cycle, core, "INST_FINISHED", graph, instruction);
        }
    }

    public void OnRetired(int core, long cycle, WorkItemGraph graph) => WorkItems.Add((cycle, core, graph.Assigned.Ordinal, true));

    public void OnStalled(int core, long cycle, StallCause cause) => Stalls.Add((cycle, core, cause));

    /// <summary>Label of the event of instruction <paramref name="instruction"/>; the event must have happened once.</summary>
    public long CycleOf(string name, int instruction, long ordinal = 0) =>
        _events.Single(e => e.Name == name && e.Instruction == instruction && e.Ordinal == ordinal).Cycle;

    public long Issued(int instruction, long ordinal = 0) => CycleOf("INST_ISSUED", instruction, ordinal);

    public long Finished(int instruction, long ordinal = 0) => CycleOf("INST_FINISHED", instruction, ordinal);

    /// <summary>Lines cycle,core,event,instruction of a run of <paramref name="trace"/>, in a canonical order.</summary>
    public string[] Lines(byte[] trace)
    {
        var first = FirstNumbers(trace);
        return Sort(_events.Select(e => Line(e.Cycle, e.Core, e.Name, first[(int)e.Ordinal] + e.Instruction)));
    }

    public static string Line(long cycle, int core, string name, int instruction) =>
        string.Create(CultureInfo.InvariantCulture, $"{cycle},{core},{name},{instruction}");

    public static string[] Sort(IEnumerable<string> lines) =>
        lines.OrderBy(l => long.Parse(l.AsSpan(0, l.IndexOf(',')), CultureInfo.InvariantCulture))
            .ThenBy(l => l, StringComparer.Ordinal).ToArray();

    private static List<int> FirstNumbers(byte[] trace)
    {
        var first = new List<int> { 0 };
        using var reader = new TraceReader(new MemoryStream(trace), "trace");
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.WorkItem)
            {
                first.Add(first[^1] + Instructions(reader.WorkItem));
            }
        }

        return first;
    }

    private static int Instructions(WorkItem item)
    {
        var count = 0;
        var fresh = new HashSet<(int, int)>();
        foreach (ref readonly var r in item.Records)
        {
            if (r is { Kind: RecordKind.Dma, IsLoad: true, IsAsync: true })
            {
                fresh.Add((r.TagId, r.TagSlot));
            }

            count += r.Kind != RecordKind.MemoryBarrier || fresh.Remove((r.TagId, r.TagSlot)) ? 1 : 0;
        }

        return count;
    }

    private static bool IsAsyncLoad(WorkItemGraph graph, int instruction) =>
        graph[instruction].Kind == InstructionKind.Load && graph[instruction].IsAsync;

    private void Add(long cycle, int core, string name, WorkItemGraph graph, int instruction) =>
        _events.Add(new Entry(cycle, core, name, graph.Assigned.Ordinal, instruction));

    public readonly record struct Entry(long Cycle, int Core, string Name, long Ordinal, int Instruction);
}
