using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// Combines <paramref name="Value"/> into the element at <paramref name="Map"/>, over all points that share it. The element must have been
/// written before (with the identity, or with the result so far). Within the lane on the vector unit; over the lane axis it is a
/// cross-lane operation and the computation's unit must be the cross-lane unit.
/// </summary>
public sealed record VectorReduce(ElementType Type, ReduceKind Kind, BufferMap Map, int Value) : VectorOp(Type);
