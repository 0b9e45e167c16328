namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>Real numbers of 8 bits and less: sign, exponent, mantissa, as the specification lays them out.</summary>
internal static class SmallFloat
{
    public static double Decode(OnnxElementType type, int bits) => type switch
    {
        OnnxElementType.Float8E4M3Fn => (bits & 0x7F) == 0x7F ? double.NaN : Of(bits, 4, 3, 7),
        OnnxElementType.Float8E4M3FnUz => bits == 0x80 ? double.NaN : Of(bits, 4, 3, 8),
        OnnxElementType.Float8E5M2 => (bits & 0x7C) == 0x7C ? Special(bits) : Of(bits, 5, 2, 15),
        OnnxElementType.Float8E5M2FnUz => bits == 0x80 ? double.NaN : Of(bits, 5, 2, 16),
        OnnxElementType.Float4E2M1 => Of(bits, 2, 1, 1),
        OnnxElementType.Float8E8M0 => bits == 0xFF ? double.NaN : Math.ScaleB(1, bits - 127),
        _ => throw new InvalidOperationException($"elements of {type} are not read"),
    };

    private static double Special(int bits) => (bits & 3) != 0 ? double.NaN : (bits & 0x80) != 0 ? double.NegativeInfinity : double.PositiveInfinity;

    // Exponent 0 stands for the least exponent without the hidden one.
    private static double Of(int bits, int exponentBits, int mantissaBits, int bias)
    {
        var (mantissa, exponent) = (bits & ((1 << mantissaBits) - 1), (bits >> mantissaBits) & ((1 << exponentBits) - 1));
        var size = exponent == 0 ? Math.ScaleB(mantissa, 1 - bias - mantissaBits) : Math.ScaleB(mantissa + (1 << mantissaBits), exponent - bias - mantissaBits);
        return (bits >> (exponentBits + mantissaBits) & 1) != 0 ? -size : size;
    }
}
