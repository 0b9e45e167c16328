using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// An integer known to the program: <paramref name="Base"/> (in loop variables and sizes) plus the coordinate on iteration axis
/// <paramref name="Axis"/> (-1: the base alone). Type i32 or i64.
/// </summary>
public sealed record VectorIndex(ElementType Type, IndexExpr Base, int Axis) : VectorOp(Type);
