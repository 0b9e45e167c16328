namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>Timing of one class of instructions on its unit.</summary>
/// <param name="Class">What it is.</param>
/// <param name="LatencyCycles">From issue to the first result, 1..100000 core cycles.</param>
/// <param name="IntervalCycles">Cycles that one vector register per lane (a beat) holds the unit, 1..100000.</param>
public sealed record VectorOperationSpec(VectorClass Class, int LatencyCycles, int IntervalCycles);
