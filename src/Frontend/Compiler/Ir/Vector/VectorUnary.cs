using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

public sealed record VectorUnary(ElementType Type, UnaryKind Kind, int Operand) : VectorOp(Type);
