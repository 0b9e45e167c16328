namespace ActorSim.Trace.Records;

/// <summary>Cost of one compute tile.</summary>
/// <param name="Id">Tile id, small and non-negative.</param>
/// <param name="Name">For reports only.</param>
/// <param name="Unit">Unit that runs it.</param>
/// <param name="Cycles">Core cycles from issue on an empty unit to finish, at least 0.</param>
/// <param name="OverlapCycles">Cycles that may overlap with the operation before it on the unit, 0..Cycles.</param>
public sealed record TileCost(int Id, string Name, ComputeUnit Unit, long Cycles, long OverlapCycles);
