using System.Runtime.InteropServices;
using ActorSim.Actors.Core;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Timeline;

/// <summary>Something that happened on a core, as spooled: plain bytes. What the numbers mean depends on <see cref="Tag"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CoreEvent
{
    /// <summary>Label of the event; the order of a log is (cycle, core, sequence).</summary>
    public long Cycle;

    /// <summary>Place among the events of its core.</summary>
    public long Sequence;

    /// <summary>Of the work-item; -1 if it concerns none.</summary>
    public long Ordinal;

    /// <summary>Finished: issue cycle. First response: cycle of data ready. Data ready: cycle of the first response. Injected: first
    /// cycle. Injecting: end of the injection.</summary>
    public long OtherCycle;

    /// <summary>Of a transfer: what its requests move. Scratchpad: bytes in use. Scheduled: footprint.</summary>
    public long Bytes;

    /// <summary>Of a compute: its cost.</summary>
    public long CostCycles;

    /// <summary>Of a compute: what of its cost the unit gives to the operation before it.</summary>
    public long OverlapCycles;

    /// <summary>Label of the issue; 0 if nothing was issued.</summary>
    public long IssueCycle;

    /// <summary>Requests of a transfer.</summary>
    public int Requests;

    public int Core;

    /// <summary>Place in its work-item; -1 if it concerns none.</summary>
    public int Instruction;

    /// <summary>The instruction of the same work-item whose end came last before this one could begin; -1 if there is none.</summary>
    public int After;

    /// <summary>Tensor of a transfer, tile cost of a compute, kernel of a work-item.</summary>
    public int NameId;

    /// <summary>Place of the trace among those of the run.</summary>
    public short Trace;

    public short Array;
    public CoreEventTag Tag;
    public InstructionKind Kind;
    public ComputeUnit Unit;
    public StallCause Cause;

    public readonly bool IsStore => Kind == InstructionKind.Store;

    /// <summary>Of a compute: the cycles in which its unit accepts nothing else for it, as the report counts them.</summary>
    public readonly long BusyCycles => CostCycles - OverlapCycles;

    /// <summary>A compute without cost, which leaves its cycle's issue to others.</summary>
    public readonly bool IsFree => Kind == InstructionKind.Compute && CostCycles == 0;

    /// <summary>load, store, barrier, vector, matmul, preload or cross-lane.</summary>
    public readonly string Opcode => Kind switch
    {
        InstructionKind.Load => "load",
        InstructionKind.Store => "store",
        InstructionKind.Barrier => "barrier",
        InstructionKind.Compute => ComputeUnits.Of(Unit).Name,
        _ => throw new InvalidOperationException($"no name for an instruction of kind {Kind}"),
    };
}
