using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Vector;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>Keeps the operand for later stages; only in stages without inner axes.</summary>
public sealed record LoopKeep(ElementType Type, int Value) : VectorOp(Type);
