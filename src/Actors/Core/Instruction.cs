using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>What a core does with an instruction.</summary>
public enum InstructionKind : byte
{
    Load,
    Store,
    Barrier,
    Compute,
}

/// <summary>One instruction of a work-item's graph: its record, what it waits for and what it holds. Lists are chains of
/// <see cref="GraphEdge"/>s, -1 being the end.</summary>
internal struct Instruction
{
    public InstructionKind Kind;
    public ComputeUnit Unit;
    public bool IsAsync;

    /// <summary>A load's answers have all arrived.</summary>
    public bool DataReady;

    /// <summary>Its record in the work-item; of a barrier, the first of its barriers.</summary>
    public int Record;

    /// <summary>Dependencies that have not fired.</summary>
    public int Pending;

    /// <summary>Dependents released when it is issued.</summary>
    public int AtIssueHead;
    public int AtIssueTail;

    /// <summary>Dependents released when it is done.</summary>
    public int AtDoneHead;
    public int AtDoneTail;

    /// <summary>The dependent that was linked last: one edge per pair.</summary>
    public int LastDependent;

    /// <summary>A barrier's load; a load's waiting barrier; -1 for none.</summary>
    public int Partner;

    /// <summary>Barrier made for this load, -1 for none.</summary>
    public int BarrierOfLoad;

    /// <summary>Scratchpad version it charges at issue, -1 for none.</summary>
    public int Version;

    /// <summary>Bytes charged to <see cref="Version"/>.</summary>
    public long Bytes;

    /// <summary>Versions whose last reader it is.</summary>
    public int FreesHead;

    /// <summary>Cost of a compute, in core cycles.</summary>
    public long Cycles;
    public long Overlap;

    /// <summary>Array a preload went to and its matmuls are pinned to, -1 before.</summary>
    public int Array;

    /// <summary>A matmul's preload; a preload's consumers that have not read their weights yet.</summary>
    public int Weights;

    /// <summary>Place in the order of becoming ready.</summary>
    public int ReadySequence;

    /// <summary>Label (core cycle as logged) of its issue.</summary>
    public long IssueCycle;
}

/// <summary>An element of a chain: a dependent, or a version to free.</summary>
internal struct GraphEdge
{
    public int Value;
    public int Next;
}
