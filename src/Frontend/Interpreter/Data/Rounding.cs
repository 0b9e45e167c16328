using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>Rounds results to the type they are kept in: once, to the nearest, ties to even.</summary>
internal static class Rounding
{
    /// <summary>A double rounded to a float type, as a double.</summary>
    public static double ToType(ElementType type, double value) => type switch
    {
        ElementType.F32 => (float)value,
        ElementType.F16 => (double)(Half)value,
        ElementType.BF16 => ToBf16(value),
        _ => value,
    };

    /// <summary>Upper 16 bits of the float that is nearest; NaN stays NaN.</summary>
    public static ushort Bf16Bits(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return (ushort)((bits & 0xFFFF) == 0 ? bits >> 16 : bits >> 16 | 0x40);
        return (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
    }

    public static float FromBf16Bits(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    public static float ToBf16(float value) => FromBf16Bits(Bf16Bits(value));

    public static float ToF16(float value) => (float)(Half)value;

    /// <summary>
    /// Rounded once: the float in between keeps a sticky bit (round to odd), so that it cannot fall on a tie of the narrower type.
    /// </summary>
    public static float ToBf16(double value)
    {
        var near = (float)value;
        if (near == value || !double.IsFinite(value) || float.IsInfinity(near)) return ToBf16(near);
        var bits = BitConverter.SingleToUInt32Bits(near);
        if ((bits & 1) == 0) bits = Math.Abs(near) > Math.Abs(value) ? bits - 1 : bits + 1;
        return ToBf16(BitConverter.UInt32BitsToSingle(bits));
    }

    /// <summary>Floats rounded in place to f16 or bf16; f32 stays.</summary>
    public static void InPlace(ElementType type, Span<float> values)
    {
        if (type == ElementType.F16)
            for (var i = 0; i < values.Length; i++) values[i] = ToF16(values[i]);
        else if (type == ElementType.BF16)
            for (var i = 0; i < values.Length; i++) values[i] = ToBf16(values[i]);
    }

    /// <summary>The low bits of an integer, as its type keeps them (bool: not 0).</summary>
    public static long Wrap(ElementType type, long value) => type switch
    {
        ElementType.I8 => (sbyte)value,
        ElementType.U8 => (byte)value,
        ElementType.I16 => (short)value,
        ElementType.U16 => (ushort)value,
        ElementType.I32 => (int)value,
        ElementType.U32 => (uint)value,
        ElementType.Bool => value != 0 ? 1 : 0,
        _ => value,
    };

    public static void InPlace(ElementType type, Span<long> values)
    {
        switch (type)
        {
            case ElementType.I64 or ElementType.U64: return;
            case ElementType.I32:
                for (var i = 0; i < values.Length; i++) values[i] = (int)values[i];
                return;
            default:
                for (var i = 0; i < values.Length; i++) values[i] = Wrap(type, values[i]);
                return;
        }
    }

    /// <summary>Truncated towards 0 and saturated; NaN gives 0.</summary>
    public static long Saturate(ElementType type, double value)
    {
        if (double.IsNaN(value)) return 0;
        if (type == ElementType.Bool) return value != 0 ? 1 : 0;
        if (type == ElementType.U64) return value >= 18446744073709551616.0 ? -1L : value <= 0 ? 0 : (long)(ulong)value;
        var (low, high) = Limits(type);
        if (value <= low) return low;
        return value >= high ? high : (long)value;
    }

    private static (long Low, long High) Limits(ElementType type)
    {
        if (type == ElementType.I64) return (long.MinValue, long.MaxValue);
        var bits = type.Bits();
        return type.IsSigned() ? (-(1L << bits - 1), (1L << bits - 1) - 1) : (0, (1L << bits) - 1);
    }
}
