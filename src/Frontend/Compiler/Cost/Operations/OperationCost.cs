namespace ActorSim.Frontend.Compiler.Cost.Operations;

/// <summary>What a compute tile costs on its unit, in core cycles.</summary>
/// <param name="Cycles">From issue on an empty unit to finish, at least 0.</param>
/// <param name="Overlap">Cycles that may run beside the operation before it on the unit, 0..Cycles.</param>
public readonly record struct OperationCost(long Cycles, long Overlap)
{
    /// <summary>Cycles the unit is held: the interval at which such operations can follow each other.</summary>
    public long Occupancy => Cycles - Overlap;
}
