using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Timeline;

/// <summary>Turns what cores say into spooled events. Keeps the tables of the traces, for names.</summary>
internal sealed class CoreEventRecorder(ICoreEventSink sink, int cores, int requestBytes) : ICoreListener
{
    private readonly (TransferDescriptor Descriptor, RequestRuns Runs)?[] _transfers = new (TransferDescriptor, RequestRuns)?[cores];
    private readonly Lock _lock = new();
    private readonly List<TraceProgram?> _programs = [];
    private readonly LastWaits[] _waits = [.. Enumerable.Range(0, cores).Select(_ => new LastWaits())];

    /// <summary>When each kernel had work-items on cores.</summary>
    public LayerSpans Layers { get; } = new(cores);

    /// <summary>Tensor of a transfer, tile of a compute, empty for a barrier.</summary>
    public string NameOf(in CoreEvent e) => e.Kind switch
    {
        InstructionKind.Barrier => "",
        InstructionKind.Compute => _programs[e.Trace]!.Cost(e.NameId).Name,
        _ => _programs[e.Trace]!.Tensor(e.NameId).Name,
    };

    /// <summary>The trace's name.</summary>
    public string TraceOf(in CoreEvent e) => _programs[e.Trace]!.Name;

    public void OnScheduled(int core, long cycle, AssignedWorkItem item, WorkItemGraph graph)
    {
        lock (_lock)
        {
            while (_programs.Count <= item.Program.Index)
            {
                _programs.Add(null);
            }

            _programs[item.Program.Index] = item.Program;
        }

        Layers.Begin(core, cycle, item);
        _waits[core].Begin(graph);
        sink.Add(OfItem(core, cycle, CoreEventTag.Scheduled, item) with { Bytes = item.SpadBytes });
    }

    public void OnIssued(int core, long cycle, WorkItemGraph graph, int instruction) =>
        sink.Add(Of(core, cycle, CoreEventTag.Issued, graph, instruction));

    public void OnInjected(int core, long cycle, WorkItemGraph graph, int instruction, long cycles)
    {
        var e = Transfer(core, cycle, CoreEventTag.Injected, graph, instruction) with { OtherCycle = cycle - cycles };
        if (e.IsStore)
        {
            sink.Add(e with { Tag = CoreEventTag.Injecting, Cycle = cycle - cycles, OtherCycle = cycle });
        }

        sink.Add(e);
    }

    public void OnDataReady(int core, long cycle, long firstCycle, WorkItemGraph graph, int instruction)
    {
        var e = Transfer(core, firstCycle, CoreEventTag.FirstResponse, graph, instruction) with { OtherCycle = cycle };
        sink.Add(e);
        sink.Add(e with { Tag = CoreEventTag.DataReady, Cycle = cycle, OtherCycle = firstCycle });
    }

    public void OnFinished(int core, long cycle, WorkItemGraph graph, int instruction)
    {
        sink.Add(Of(core, cycle, CoreEventTag.Finished, graph, instruction));
        _waits[core].Finish(graph, instruction);
    }

    public void OnRetired(int core, long cycle, WorkItemGraph graph)
    {
        Layers.End(core, cycle, graph.Assigned);
        sink.Add(OfItem(core, cycle, CoreEventTag.Retired, graph.Assigned));
    }

    public void OnStalled(int core, long cycle, StallCause cause) =>
        sink.Add(OfCore(core, cycle, CoreEventTag.Stalled) with { Cause = cause });

    public void OnScratchpad(int core, long cycle, long usedBytes) =>
        sink.Add(OfCore(core, cycle, CoreEventTag.Scratchpad) with { Bytes = usedBytes });

    private static CoreEvent OfCore(int core, long cycle, CoreEventTag tag) =>
        new() { Cycle = cycle, Core = core, Tag = tag, Ordinal = -1, Instruction = -1, After = -1 };

    private static CoreEvent OfItem(int core, long cycle, CoreEventTag tag, AssignedWorkItem item) => new()
    {
        Cycle = cycle,
        Core = core,
        Tag = tag,
        Ordinal = item.Ordinal,
        Instruction = -1,
        After = -1,
        NameId = item.KernelId,
        Trace = (short)item.Program.Index,
    };

    private CoreEvent Of(int core, long cycle, CoreEventTag tag, WorkItemGraph graph, int instruction)
    {
        var info = graph.Describe(instruction);
        var cost = info.Kind == InstructionKind.Compute ? graph.CostOf(instruction) : default;
        return new CoreEvent
        {
            Cycle = cycle,
            Core = core,
            Tag = tag,
            Ordinal = graph.Assigned.Ordinal,
            Instruction = instruction,
            OtherCycle = info.IssueCycle,
            CostCycles = cost.Cycles,
            OverlapCycles = cost.Overlap,
            IssueCycle = info.IssueCycle,
            After = _waits[core].Before(graph, instruction),
            NameId = info.Kind == InstructionKind.Barrier ? -1 : graph.WorkItem.Records[info.Record].TileId,
            Trace = (short)graph.Program.Index,
            Array = (short)info.Array,
            Kind = info.Kind,
            Unit = info.Unit,
        };
    }

    private CoreEvent Transfer(int core, long cycle, CoreEventTag tag, WorkItemGraph graph, int instruction)
    {
        var e = Of(core, cycle, tag, graph, instruction);
        var (descriptor, runs) = _transfers[core] ??= (new TransferDescriptor(), new RequestRuns());
        graph.Describe(instruction, descriptor);
        runs.Build(descriptor, requestBytes);
        e.Requests = (int)runs.Total;
        e.Bytes = runs.Total * requestBytes;
        return e;
    }
}
