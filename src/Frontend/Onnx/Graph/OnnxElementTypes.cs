namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>Facts about element types.</summary>
public static class OnnxElementTypes
{
    /// <summary>Bits of an element; 0 for strings and undefined, which have no size.</summary>
    public static int Bits(this OnnxElementType type) => type switch
    {
        OnnxElementType.Undefined or OnnxElementType.String => 0,
        OnnxElementType.UInt2 or OnnxElementType.Int2 => 2,
        OnnxElementType.UInt4 or OnnxElementType.Int4 or OnnxElementType.Float4E2M1 => 4,
        OnnxElementType.Int8 or OnnxElementType.UInt8 or OnnxElementType.Bool => 8,
        OnnxElementType.Float8E4M3Fn or OnnxElementType.Float8E4M3FnUz or OnnxElementType.Float8E5M2 or OnnxElementType.Float8E5M2FnUz
            or OnnxElementType.Float8E8M0 => 8,
        OnnxElementType.Int16 or OnnxElementType.UInt16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 16,
        OnnxElementType.Float32 or OnnxElementType.Int32 or OnnxElementType.UInt32 => 32,
        OnnxElementType.Complex128 => 128,
        _ => 64,
    };

    /// <summary>True for signed and unsigned whole numbers, without bool.</summary>
    public static bool IsInteger(this OnnxElementType type) => type is OnnxElementType.Int8 or OnnxElementType.Int16 or OnnxElementType.Int32
        or OnnxElementType.Int64 or OnnxElementType.UInt8 or OnnxElementType.UInt16 or OnnxElementType.UInt32 or OnnxElementType.UInt64
        or OnnxElementType.Int4 or OnnxElementType.UInt4 or OnnxElementType.Int2 or OnnxElementType.UInt2;

    /// <summary>True for real numbers of any width.</summary>
    public static bool IsReal(this OnnxElementType type) => type is OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Float32
        or OnnxElementType.Float64 or OnnxElementType.Float8E4M3Fn or OnnxElementType.Float8E4M3FnUz or OnnxElementType.Float8E5M2
        or OnnxElementType.Float8E5M2FnUz or OnnxElementType.Float8E8M0 or OnnxElementType.Float4E2M1;

    public static bool IsDefined(int number) => number is > 0 and <= (int)OnnxElementType.Int2;

    /// <summary>Bytes of <paramref name="elements"/> elements, rounded up; throws <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static long Bytes(this OnnxElementType type, long elements) => checked(((elements * type.Bits()) + 7) / 8);
}
