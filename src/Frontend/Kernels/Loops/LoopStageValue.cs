using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Vector;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>What the reduction or keep at position <paramref name="Op"/> of an earlier stage gave for this point of the parallel axes.</summary>
public sealed record LoopStageValue(ElementType Type, int Stage, int Op) : VectorOp(Type);
