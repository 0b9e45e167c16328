using ActorSim.Trace.Records;

namespace ActorSim.Actors.Protocol;

/// <summary>A work-item on its way to a core. What the scheduler needs when it comes back is copied: by then its records are gone.</summary>
public sealed class AssignedWorkItem(WorkItem item, TraceProgram program, long ordinal)
{
    /// <summary>Its records; the core gives them back after the work-item has retired.</summary>
    public WorkItem Item { get; } = item;

    /// <summary>The tables its records refer to.</summary>
    public TraceProgram Program { get; } = program;

    /// <summary>Place among all work-items of the run, in the order in which they were read.</summary>
    public long Ordinal { get; } = ordinal;

    public int KernelId { get; } = item.KernelId;

    public int Index { get; } = item.Index;

    /// <summary>Scratchpad footprint in bytes.</summary>
    public long SpadBytes { get; } = item.SpadBytes;

    /// <summary>It holds no more than <see cref="SpadBytes"/> at any time.</summary>
    public bool IsBounded { get; } = program.IsBounded;
}
