using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>An instruction as listeners see it.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Unit">Of a compute: where.</param>
/// <param name="IsAsync">An asynchronous load: done for its dependents when injected.</param>
/// <param name="Record">Its record in the work-item; of a barrier, the first of its barriers.</param>
/// <param name="Array">Array of a preload or matmul once it is known, else -1.</param>
/// <param name="IssueCycle">Label of its issue; 0 before.</param>
public readonly record struct InstructionInfo(InstructionKind Kind, ComputeUnit Unit, bool IsAsync, int Record, int Array, long IssueCycle);

/// <summary>Cost of an operation on a compute unit, in core cycles.</summary>
/// <param name="Cycles">Issue to finish on an empty unit, &gt;= 0.</param>
/// <param name="Overlap">Of these, how many may overlap with the operation before it, 0 to <paramref name="Cycles"/>.</param>
public readonly record struct InstructionCost(long Cycles, long Overlap);
