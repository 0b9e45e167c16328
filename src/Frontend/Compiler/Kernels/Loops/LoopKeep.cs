using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Keeps the operand for later stages; only in stages without inner axes.</summary>
public sealed record LoopKeep(ElementType Type, int Value) : VectorOp(Type);
