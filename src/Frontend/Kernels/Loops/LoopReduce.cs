using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Vector;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>Combines the operand over the stage's inner axes; its value is for later stages.</summary>
public sealed record LoopReduce(ElementType Type, ReduceKind Kind, int Value) : VectorOp(Type);
