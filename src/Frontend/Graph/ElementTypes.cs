namespace ActorSim.Frontend.Graph;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    /// <summary>Bits of an element; 0 for strings and undefined, which have no size.</summary>
    public static int Bits(this ElementType type) => type switch
    {
        ElementType.Undefined or ElementType.String => 0,
        ElementType.UInt2 or ElementType.Int2 => 2,
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 8,
        ElementType.Float8E4M3Fn or ElementType.Float8E4M3FnUz or ElementType.Float8E5M2 or ElementType.Float8E5M2FnUz
            or ElementType.Float8E8M0 => 8,
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Complex128 => 128,
        _ => 64,
    };

    /// <summary>True for signed and unsigned whole numbers, without bool.</summary>
    public static bool IsInteger(this ElementType type) => type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32
        or ElementType.Int64 or ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64
        or ElementType.Int4 or ElementType.UInt4 or ElementType.Int2 or ElementType.UInt2;

    /// <summary>True for real numbers of any width.</summary>
    public static bool IsReal(this ElementType type) => type is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32
        or ElementType.Float64 or ElementType.Float8E4M3Fn or ElementType.Float8E4M3FnUz or ElementType.Float8E5M2
        or ElementType.Float8E5M2FnUz or ElementType.Float8E8M0 or ElementType.Float4E2M1;

    public static bool IsDefined(int number) => number is > 0 and <= (int)ElementType.Int2;

    /// <summary>Bytes of <paramref name="elements"/> elements, rounded up; throws <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static long Bytes(this ElementType type, long elements) => checked(((elements * type.Bits()) + 7) / 8);
}
