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

        sink.Add(OfItem(core, cycle, CoreEventTag.Scheduled, item) with { Bytes = item.SpadBytes });
    }

    public void OnIssued(int core, long cycle, WorkItemGraph graph, int instruction) =>
        sink.Add(Of(core, cycle, CoreEventTag.Issued, graph, instruction));

    public void OnInjected(int core, long cycle, WorkItemGraph graph, int instruction, long cycles) =>
        sink.Add(Transfer(core, cycle, CoreEventTag.Injected, graph, instruction) with { OtherCycle = cycle - cycles });

    public void OnDataReady(int core, long cycle, long firstCycle, WorkItemGraph graph, int instruction)
    {
        var e = Transfer(core, firstCycle, CoreEventTag.FirstResponse, graph, instruction) with { OtherCycle = cycle };
        sink.Add(e);
        sink.Add(e with { Tag = CoreEventTag.DataReady, Cycle = cycle, OtherCycle = firstCycle });
    }

    public void OnFinished(int core, long cycle, WorkItemGraph graph, int instruction) =>
        sink.Add(Of(core, cycle, CoreEventTag.Finished, graph, instruction));

    public void OnRetired(int core, long cycle, WorkItemGraph graph) =>
        sink.Add(OfItem(core, cycle, CoreEventTag.Retired, graph.Assigned));

    public void OnStalled(int core, long cycle, StallCause cause) =>
        sink.Add(OfCore(core, cycle, CoreEventTag.Stalled) with { Cause = cause });

    public void OnScratchpad(int core, long cycle, long usedBytes) =>
        sink.Add(OfCore(core, cycle, CoreEventTag.Scratchpad) with { Bytes = usedBytes });

    private static CoreEvent OfCore(int core, long cycle, CoreEventTag tag) =>
        new() { Cycle = cycle, Core = core, Tag = tag, Ordinal = -1, Instruction = -1 };

    private static CoreEvent OfItem(int core, long cycle, CoreEventTag tag, AssignedWorkItem item) => new()
    {
        Cycle = cycle,
        Core = core,
        Tag = tag,
        Ordinal = item.Ordinal,
        Instruction = -1,
        NameId = item.KernelId,
        Trace = (short)item.Program.Index,
    };

    private static CoreEvent Of(int core, long cycle, CoreEventTag tag, WorkItemGraph graph, int instruction)
    {
        var info = graph.Describe(instruction);
        return new CoreEvent
        {
            Cycle = cycle,
            Core = core,
            Tag = tag,
            Ordinal = graph.Assigned.Ordinal,
            Instruction = instruction,
            OtherCycle = info.IssueCycle,
            CostCycles = info.Kind == InstructionKind.Compute ? graph.CostOf(instruction).Cycles : 0,
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
