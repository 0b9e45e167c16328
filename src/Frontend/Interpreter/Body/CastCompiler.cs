using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Conversions between types.</summary>
internal static class CastCompiler
{
    public static RowOperation? Of(Value from, Value to, bool bits)
    {
        if (bits) return from.Type.Bits() == to.Type.Bits() ? Bits(from, to) : null;
        return (from, to) switch
        {
            (Value<float> a, Value<float> r) => new MapOperation<float, float>(a.Data, r.Data, FloatFunctions.Rounded(to.Type, x => x)),
            (Value<float> a, Value<double> r) => new MapOperation<float, double>(a.Data, r.Data, x => x),
            (Value<float> a, Value<long> r) => new MapOperation<float, long>(a.Data, r.Data, x => Rounding.Saturate(to.Type, x)),
            (Value<double> a, Value<float> r) => new MapOperation<double, float>(a.Data, r.Data, FromDouble(to.Type)),
            (Value<double> a, Value<double> r) => new MapOperation<double, double>(a.Data, r.Data, x => x),
            (Value<double> a, Value<long> r) => new MapOperation<double, long>(a.Data, r.Data, x => Rounding.Saturate(to.Type, x)),
            (Value<long> a, Value<long> r) => new MapOperation<long, long>(a.Data, r.Data, x => Rounding.Wrap(to.Type, x)),
            (Value<long> a, Value<double> r) => new MapOperation<long, double>(a.Data, r.Data, DoubleOf(from.Type)),
            (Value<long> a, Value<float> r) => new MapOperation<long, float>(a.Data, r.Data, FloatOf(from.Type, to.Type)),
            _ => null,
        };
    }

    private static Func<double, float> FromDouble(ElementType type) => type switch
    {
        ElementType.F16 => x => (float)(Half)x,
        ElementType.BF16 => x => Rounding.ToBf16(x),
        _ => x => (float)x,
    };

    private static Func<long, double> DoubleOf(ElementType type) => type == ElementType.U64 ? x => (ulong)x : x => x;

    // Straight to f32, as integers of more than 53 bits would be rounded twice by way of double; into the narrow formats such integers
    // overflow (f16) or the double in between is no tie (bf16 keeps 8 bits: a sticky bit of the discarded part is kept below).
    private static Func<long, float> FloatOf(ElementType from, ElementType to) => (from == ElementType.U64, to) switch
    {
        (true, ElementType.F32) => x => (float)(ulong)x,
        (false, ElementType.F32) => x => (float)x,
        (true, ElementType.F16) => x => (float)(Half)(double)(ulong)x,
        (false, ElementType.F16) => x => (float)(Half)(double)x,
        (true, _) => x => Rounding.ToBf16(Sticky((ulong)x)),
        (false, _) => x => x < 0 ? -Rounding.ToBf16(Sticky(unchecked((ulong)-x))) : Rounding.ToBf16(Sticky((ulong)x)),
    };

    private static double Sticky(ulong value) => value < 1UL << 53 ? value : (double)(value & ~0xFFFUL | ((value & 0xFFF) != 0 ? 0x1000UL : 0));

    private static RowOperation? Bits(Value from, Value to) => (from, to) switch
    {
        (Value<float> a, Value<float> r) => new BitsOperation<float, float>(a, r),
        (Value<float> a, Value<long> r) => new BitsOperation<float, long>(a, r),
        (Value<long> a, Value<float> r) => new BitsOperation<long, float>(a, r),
        (Value<long> a, Value<long> r) => new BitsOperation<long, long>(a, r),
        (Value<double> a, Value<long> r) => new BitsOperation<double, long>(a, r),
        (Value<long> a, Value<double> r) => new BitsOperation<long, double>(a, r),
        (Value<double> a, Value<double> r) => new BitsOperation<double, double>(a, r),
        _ => null,
    };

    private sealed class BitsOperation<TFrom, TTo>(Value<TFrom> from, Value<TTo> to) : RowOperation
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        private readonly byte[] _bytes = new byte[from.Data.Length * from.Type.Bytes()];

        public override void Run(WorkItemState item)
        {
            ElementCodec.Encode(from.Type, from.Data, _bytes);
            ElementCodec.Decode(to.Type, _bytes, to.Data);
        }
    }
}
