namespace ActorSim.Frontend.Ir.Vector;

public sealed record VectorBinary(ElementType Type, BinaryKind Kind, int Left, int Right) : VectorOp(Type);
