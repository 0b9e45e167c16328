using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Constants of every element type.</summary>
internal static class Constants
{
    /// <summary>The value in that type; infinities become the type's extremes.</summary>
    public static VectorConstant Of(ElementType type, double value)
    {
        if (type.IsFloat()) return new VectorConstant(type, value, 0);
        if (double.IsPositiveInfinity(value)) return new VectorConstant(type, 0, Highest(type));
        return double.IsNegativeInfinity(value) ? new VectorConstant(type, 0, Lowest(type)) : VectorConstant.Of(type, value);
    }

    /// <summary>The value that changes nothing when combined.</summary>
    public static VectorConstant Identity(ReduceKind kind, ElementType type) => kind switch
    {
        ReduceKind.Prod or ReduceKind.All => Of(type, 1),
        ReduceKind.Min => Of(type, double.PositiveInfinity),
        ReduceKind.Max => Of(type, double.NegativeInfinity),
        _ => Of(type, 0),
    };

    /// <summary>The raw bits of a constant in memory.</summary>
    public static ulong Bits(VectorConstant value) => value.Type switch
    {
        ElementType.F64 => BitConverter.DoubleToUInt64Bits(value.Float),
        ElementType.F32 => BitConverter.SingleToUInt32Bits((float)value.Float),
        ElementType.F16 => BitConverter.HalfToUInt16Bits((Half)value.Float),
        ElementType.BF16 => BFloat16((float)value.Float),
        _ => (ulong)value.Integer & (ulong.MaxValue >> (64 - value.Type.Bits())),
    };

    // Round to nearest, ties to even; NaN keeps its top bits and stays a NaN.
    private static ulong BFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (bits >> 16) | 0x40 : (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    }

    private static long Highest(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.U64 => -1,
        _ when type.IsSigned() => long.MaxValue >> (64 - type.Bits()),
        _ => (1L << type.Bits()) - 1,
    };

    private static long Lowest(ElementType type) => type.IsSigned() ? long.MinValue >> (64 - type.Bits()) : 0;
}
