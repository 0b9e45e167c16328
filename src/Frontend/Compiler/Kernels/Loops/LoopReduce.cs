using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Combines the operand over the stage's inner axes; its value is for later stages.</summary>
public sealed record LoopReduce(ElementType Type, ReduceKind Kind, int Value) : VectorOp(Type);
