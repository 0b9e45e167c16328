using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// One operation of a computation's body, done at every point of its iteration space. Operations are in static single assignment: the
/// value of the operation at position p of the body is named p by later ones. <paramref name="Type"/> is the type of the value (of a
/// store or reduction: of the stored value).
/// </summary>
public abstract record VectorOp(ElementType Type);

/// <summary>
/// A constant: <paramref name="Float"/> for float types, <paramref name="Integer"/> for the others (bool: 0 or 1; u64: its bits).
/// </summary>
public sealed record VectorConstant(ElementType Type, double Float, long Integer) : VectorOp(Type)
{
    public static VectorConstant Of(ElementType type, double value) =>
        type.IsFloat() ? new(type, value, 0) : new(type, 0, checked((long)value));

    public static VectorConstant OfInteger(ElementType type, long value) => type.IsFloat() ? new(type, value, 0) : new(type, 0, value);
}

/// <summary>
/// An integer known to the program: <paramref name="Base"/> (in loop variables and sizes) plus the coordinate on iteration axis
/// <paramref name="Axis"/> (-1: the base alone). Type i32 or i64.
/// </summary>
public sealed record VectorIndex(ElementType Type, IndexExpr Base, int Axis) : VectorOp(Type);

/// <summary>The element at <paramref name="Map"/>; the type is the buffer's. It must lie in the point's own lane.</summary>
public sealed record VectorLoad(ElementType Type, BufferMap Map) : VectorOp(Type);

/// <summary>
/// Writes <paramref name="Value"/> at <paramref name="Map"/>, only where <paramref name="Predicate"/> (a bool value; -1: everywhere) holds.
/// Every iteration axis of more than one point must appear in the map.
/// </summary>
public sealed record VectorStore(ElementType Type, BufferMap Map, int Value, int Predicate = -1) : VectorOp(Type);

public sealed record VectorUnary(ElementType Type, UnaryKind Kind, int Operand) : VectorOp(Type);

public sealed record VectorBinary(ElementType Type, BinaryKind Kind, int Left, int Right) : VectorOp(Type);

/// <summary>Condition (bool) ? then : otherwise.</summary>
public sealed record VectorSelect(ElementType Type, int Condition, int Then, int Otherwise) : VectorOp(Type);

/// <summary>
/// Converts: to float rounding to the nearest (ties to even); float to integer truncated towards 0 and saturated, NaN gives 0; integer to
/// narrower integer wraps; to bool: not 0. With <paramref name="Bits"/> the raw bits are kept (equal widths).
/// </summary>
public sealed record VectorCast(ElementType Type, int Operand, bool Bits = false) : VectorOp(Type);

/// <summary>
/// Combines <paramref name="Value"/> into the element at <paramref name="Map"/>, over all points that share it. The element must have been
/// written before (with the identity, or with the result so far). Within the lane on the vector unit; over the lane axis it is a
/// cross-lane operation and the computation's unit must be the cross-lane unit.
/// </summary>
public sealed record VectorReduce(ElementType Type, ReduceKind Kind, BufferMap Map, int Value) : VectorOp(Type);

/// <summary>
/// How a reduction combines values. Order: iteration points in row-major order. Sums of floats are kept in the buffer's type.
/// </summary>
public enum ReduceKind
{
    Sum, Prod, Min, Max, Any, All, Xor,
}
