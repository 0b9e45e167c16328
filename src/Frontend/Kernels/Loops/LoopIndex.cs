using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Ir.Vector;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>The value of an index expression at the point; type i32 or i64.</summary>
public sealed record LoopIndex(ElementType Type, IndexExpr Value) : VectorOp(Type);
