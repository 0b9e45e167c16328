using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

public sealed record VectorBinary(ElementType Type, BinaryKind Kind, int Left, int Right) : VectorOp(Type);
