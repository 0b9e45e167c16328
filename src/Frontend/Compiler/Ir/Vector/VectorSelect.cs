using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>Condition (bool) ? then : otherwise.</summary>
public sealed record VectorSelect(ElementType Type, int Condition, int Then, int Otherwise) : VectorOp(Type);
