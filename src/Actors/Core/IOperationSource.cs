namespace ActorSim.Actors.Core;

/// <summary>Cost of an operation on a compute unit, in core cycles.</summary>
/// <param name="Cycles">Issue to finish on an empty unit, &gt;= 1.</param>
/// <param name="Overlap">Of these, how many may overlap with the operation before it, 0 to <paramref name="Cycles"/>.</param>
/// <param name="ReadsWeights">It holds a weight slot until <paramref name="Overlap"/> cycles before its finish.</param>
public readonly record struct OperationCost(long Cycles, long Overlap, bool ReadsWeights);

/// <summary>Knows the operations that a core hands to its units.</summary>
public interface IOperationSource
{
    OperationCost CostOf(int instruction);
}
