using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>What the reduction or keep at position <paramref name="Op"/> of an earlier stage gave for this point of the parallel axes.</summary>
public sealed record LoopStageValue(ElementType Type, int Stage, int Op) : VectorOp(Type);
