using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>What a trace computes on one kind of unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Operations">Compute records.</param>
/// <param name="Cycles">Sum of their cycles.</param>
/// <param name="OccupancyCycles">Sum of cycles minus overlap: a lower bound of the time on one unit.</param>
public sealed record UnitWork(ComputeUnit Unit, long Operations, long Cycles, long OccupancyCycles);
