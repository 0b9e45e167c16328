namespace ActorSim.Frontend.Ir.Vector;

public sealed record VectorUnary(ElementType Type, UnaryKind Kind, int Operand) : VectorOp(Type);
