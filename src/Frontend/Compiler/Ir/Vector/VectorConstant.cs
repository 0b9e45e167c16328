using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// A constant: <paramref name="Float"/> for float types, <paramref name="Integer"/> for the others (bool: 0 or 1; u64: its bits).
/// </summary>
public sealed record VectorConstant(ElementType Type, double Float, long Integer) : VectorOp(Type)
{
    public static VectorConstant Of(ElementType type, double value) =>
        type.IsFloat() ? new(type, value, 0) : new(type, 0, checked((long)value));

    public static VectorConstant OfInteger(ElementType type, long value) => type.IsFloat() ? new(type, value, 0) : new(type, 0, value);
}
