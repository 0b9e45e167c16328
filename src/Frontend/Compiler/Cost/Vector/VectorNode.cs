namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>A part of a vector program: a <see cref="VectorInstruction"/> or a <see cref="VectorLoop"/>.</summary>
public abstract record VectorNode;
