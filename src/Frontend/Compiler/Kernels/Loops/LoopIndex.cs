using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>The value of an index expression at the point; type i32 or i64.</summary>
public sealed record LoopIndex(ElementType Type, IndexExpr Value) : VectorOp(Type);
