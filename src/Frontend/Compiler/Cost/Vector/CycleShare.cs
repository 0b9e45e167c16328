namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>Core cycles that have one cause.</summary>
public readonly record struct CycleShare(string Cause, long Cycles);
