using System.Runtime.InteropServices;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>
/// Between bytes of an element type and the three kinds of array that programs run on: float (f32, f16, bf16), double (f64), and long
/// (integers, bool, bits of u64).
/// </summary>
internal static class ElementCodec
{
    public static void Decode<T>(ElementType type, ReadOnlySpan<byte> from, Span<T> to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) DecodeFloats(type, from, MemoryMarshal.Cast<T, float>(to));
        else if (typeof(T) == typeof(double)) MemoryMarshal.Cast<byte, double>(from).CopyTo(MemoryMarshal.Cast<T, double>(to));
        else DecodeLongs(type, from, MemoryMarshal.Cast<T, long>(to));
    }

    public static void Encode<T>(ElementType type, ReadOnlySpan<T> from, Span<byte> to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) EncodeFloats(type, MemoryMarshal.Cast<T, float>(from), to);
        else if (typeof(T) == typeof(double)) MemoryMarshal.Cast<T, double>(from).CopyTo(MemoryMarshal.Cast<byte, double>(to));
        else EncodeLongs(type, MemoryMarshal.Cast<T, long>(from), to);
    }

    public static void Encode<T>(ElementType type, T[] from, byte[] to)
        where T : unmanaged => Encode(type, (ReadOnlySpan<T>)from, to);

    public static void Decode<T>(ElementType type, byte[] from, T[] to)
        where T : unmanaged => Decode(type, from, to.AsSpan());

    /// <summary>The value of raw bits of the type.</summary>
    public static T FromBits<T>(ElementType type, ulong bits)
        where T : unmanaged
    {
        Span<byte> bytes = stackalloc byte[8];
        MemoryMarshal.Write(bytes, bits);
        Span<T> value = stackalloc T[1];
        Decode(type, bytes[..type.Bytes()], value);
        return value[0];
    }

    /// <summary>float, double or long: what the type's values are kept as.</summary>
    public static Type ClassOf(ElementType type) =>
        type == ElementType.F64 ? typeof(double) : type.IsFloat() ? typeof(float) : typeof(long);

    /// <summary>Whether the bytes of an element are those of its value.</summary>
    public static bool IsKeptAsGiven(this ElementType type) => type is ElementType.F32 or ElementType.F64 or ElementType.I64 or ElementType.U64;

    private static void DecodeFloats(ElementType type, ReadOnlySpan<byte> from, Span<float> to)
    {
        if (type == ElementType.F32)
        {
            MemoryMarshal.Cast<byte, float>(from).CopyTo(to);
            return;
        }

        var bits = MemoryMarshal.Cast<byte, ushort>(from);
        if (type == ElementType.F16)
            for (var i = 0; i < bits.Length; i++) to[i] = (float)BitConverter.UInt16BitsToHalf(bits[i]);
        else
            for (var i = 0; i < bits.Length; i++) to[i] = Rounding.FromBf16Bits(bits[i]);
    }

    private static void EncodeFloats(ElementType type, ReadOnlySpan<float> from, Span<byte> to)
    {
        if (type == ElementType.F32)
        {
            from.CopyTo(MemoryMarshal.Cast<byte, float>(to));
            return;
        }

        var bits = MemoryMarshal.Cast<byte, ushort>(to);
        if (type == ElementType.F16)
            for (var i = 0; i < from.Length; i++) bits[i] = BitConverter.HalfToUInt16Bits((Half)from[i]);
        else
            for (var i = 0; i < from.Length; i++) bits[i] = Rounding.Bf16Bits(from[i]);
    }

    private static void DecodeLongs(ElementType type, ReadOnlySpan<byte> from, Span<long> to)
    {
        switch (type)
        {
            case ElementType.I8: Widen(MemoryMarshal.Cast<byte, sbyte>(from), to); break;
            case ElementType.U8: Widen(from, to); break;
            case ElementType.I16: Widen(MemoryMarshal.Cast<byte, short>(from), to); break;
            case ElementType.U16: Widen(MemoryMarshal.Cast<byte, ushort>(from), to); break;
            case ElementType.I32: Widen(MemoryMarshal.Cast<byte, int>(from), to); break;
            case ElementType.U32: Widen(MemoryMarshal.Cast<byte, uint>(from), to); break;
            case ElementType.Bool:
                for (var i = 0; i < from.Length; i++) to[i] = from[i] != 0 ? 1 : 0;
                break;
            default: MemoryMarshal.Cast<byte, long>(from).CopyTo(to); break;
        }
    }

    private static void EncodeLongs(ElementType type, ReadOnlySpan<long> from, Span<byte> to)
    {
        switch (type.Bytes())
        {
            case 1: Narrow(from, to); break;
            case 2: Narrow(from, MemoryMarshal.Cast<byte, ushort>(to)); break;
            case 4: Narrow(from, MemoryMarshal.Cast<byte, uint>(to)); break;
            default: from.CopyTo(MemoryMarshal.Cast<byte, long>(to)); break;
        }
    }

    private static void Widen<T>(ReadOnlySpan<T> from, Span<long> to)
        where T : System.Numerics.INumberBase<T>
    {
        for (var i = 0; i < from.Length; i++) to[i] = long.CreateTruncating(from[i]);
    }

    private static void Narrow<T>(ReadOnlySpan<long> from, Span<T> to)
        where T : System.Numerics.INumberBase<T>
    {
        for (var i = 0; i < from.Length; i++) to[i] = T.CreateTruncating(from[i]);
    }
}
