using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>Scheduler to core: a work-item, at the edge of the step in which the core gets it.</summary>
public sealed class WorkItemAssigned : TimedMessage
{
    /// <summary>Its records and the tables they refer to; the core's from now on.</summary>
    public AssignedWorkItem Item { get; set; } = null!;
}

/// <summary>Core to scheduler: a work-item has retired; half a cycle before the edge of the step after.</summary>
public sealed class WorkItemRetired : TimedMessage
{
    /// <summary>Index of the core.</summary>
    public int Core { get; set; }

    /// <summary>Place of the trace among the run's traces.</summary>
    public int Trace { get; set; }

    /// <summary>Kernel of the work-item, by its id in the trace.</summary>
    public int KernelId { get; set; }

    /// <summary>Index of the work-item in its kernel.</summary>
    public int Index { get; set; }
}

/// <summary>Scheduler to itself: the dispatch passes of a cycle.</summary>
public sealed class DispatchDue : TimedMessage;

/// <summary>Core to itself: the issue scan of a cycle.</summary>
public sealed class StepDue : TimedMessage;

/// <summary>An instruction that a core has under way, as its units hand it back.</summary>
/// <param name="Slot">The core's number for the work-item.</param>
/// <param name="Instruction">Place of the instruction in the work-item.</param>
public readonly record struct InstructionHandle(int Slot, int Instruction);
