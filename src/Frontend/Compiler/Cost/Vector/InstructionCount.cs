namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>How many instructions of a class were issued (chunks count each) and how many elements per lane they handled.</summary>
public readonly record struct InstructionCount(VectorClass Class, long Instructions, long Elements);
