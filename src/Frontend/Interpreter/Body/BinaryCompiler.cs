using System.Numerics;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Chooses the loop for operations of two operands; null where the kind does not exist for the type.</summary>
internal static class BinaryCompiler
{
    public static RowOperation? Of(BinaryKind kind, Value left, Value right, Value result)
    {
        if (left.Type != right.Type) return null;
        return (left, right) switch
        {
            (Value<float> a, Value<float> b) => Compare(kind, a.Data, b.Data, result) ?? Floats(kind, a, b, (result as Value<float>)?.Data),
            (Value<double> a, Value<double> b) =>
                Compare(kind, a.Data, b.Data, result) ?? Doubles(kind, a.Data, b.Data, (result as Value<double>)?.Data),
            (Value<long> a, Value<long> b) => (a.Type == ElementType.U64 ? CompareUnsigned(kind, a.Data, b.Data, result) : null)
                ?? Compare(kind, a.Data, b.Data, result) ?? Longs(kind, a, b.Data, (result as Value<long>)?.Data),
            _ => null,
        };
    }

    public static RowOperation? Reduce<T>(ReduceKind kind, ElementType type, PointMap map, int buffer, T[] value)
        where T : unmanaged, INumber<T>
    {
        var round = RoundTo<T>(type);
        return kind switch
        {
            ReduceKind.Sum when type != ElementType.Bool => new VectorReduceOperation<T, AddOf<T>>(map, buffer, value, round),
            ReduceKind.Prod when type != ElementType.Bool => new VectorReduceOperation<T, MulOf<T>>(map, buffer, value, round),
            ReduceKind.Min when type != ElementType.U64 => new VectorReduceOperation<T, MinOf<T>>(map, buffer, value, null),
            ReduceKind.Max when type != ElementType.U64 => new VectorReduceOperation<T, MaxOf<T>>(map, buffer, value, null),
            _ => value is long[] longs ? ReduceLongs(kind, map, buffer, longs) : null,
        };
    }

    public static Action<T[]>? RoundTo<T>(ElementType type) => type switch
    {
        ElementType.F32 or ElementType.F64 or ElementType.I64 or ElementType.U64 => null,
        _ when type.IsFloat() => values => Rounding.InPlace(type, (float[])(object)values),
        _ => values => Rounding.InPlace(type, (long[])(object)values),
    };

    private static RowOperation? ReduceLongs(ReduceKind kind, PointMap map, int buffer, long[] value) => kind switch
    {
        ReduceKind.Min => new ReduceOperation<long, UnsignedMinOf>(map, buffer, value, null),
        ReduceKind.Max => new ReduceOperation<long, UnsignedMaxOf>(map, buffer, value, null),
        ReduceKind.Any => new ReduceOperation<long, OrOf>(map, buffer, value, null),
        ReduceKind.All => new ReduceOperation<long, AndOf>(map, buffer, value, null),
        ReduceKind.Xor => new ReduceOperation<long, XorOf>(map, buffer, value, null),
        _ => null,
    };

    private static RowOperation? Compare<T>(BinaryKind kind, T[] a, T[] b, Value result)
        where T : unmanaged, INumber<T>
    {
        if (result is not Value<long> { Data: var r, Type: ElementType.Bool }) return null;
        return kind switch
        {
            BinaryKind.Equal => new CompareOperation<T, EqualOf<T>>(a, b, r),
            BinaryKind.NotEqual => new CompareOperation<T, NotEqualOf<T>>(a, b, r),
            BinaryKind.Less => new CompareOperation<T, LessOf<T>>(a, b, r),
            BinaryKind.LessOrEqual => new CompareOperation<T, LessOrEqualOf<T>>(a, b, r),
            BinaryKind.Greater => new CompareOperation<T, LessOf<T>>(b, a, r),
            BinaryKind.GreaterOrEqual => new CompareOperation<T, LessOrEqualOf<T>>(b, a, r),
            _ => null,
        };
    }

    private static RowOperation? CompareUnsigned(BinaryKind kind, long[] a, long[] b, Value result)
    {
        if (result is not Value<long> { Data: var r, Type: ElementType.Bool }) return null;
        return kind switch
        {
            BinaryKind.Less => new CompareOperation<long, UnsignedLessOf>(a, b, r),
            BinaryKind.LessOrEqual => new CompareOperation<long, UnsignedLessOrEqualOf>(a, b, r),
            BinaryKind.Greater => new CompareOperation<long, UnsignedLessOf>(b, a, r),
            BinaryKind.GreaterOrEqual => new CompareOperation<long, UnsignedLessOrEqualOf>(b, a, r),
            _ => null,
        };
    }

    private static RowOperation? Floats(BinaryKind kind, Value<float> a, Value<float> b, float[]? r)
    {
        if (r is null) return null;
        if (FloatFunctions.Binary(kind) is { } function)
        {
            return new PairOperation<float>(a.Data, b.Data, r, a.Type switch
            {
                ElementType.F16 => (x, y) => (float)(Half)function(x, y),
                ElementType.BF16 => (x, y) => Rounding.ToBf16(function(x, y)),
                _ => (x, y) => (float)function(x, y),
            });
        }

        return Arithmetic(kind, a.Data, b.Data, r, RoundTo<float>(a.Type));
    }

    private static RowOperation? Doubles(BinaryKind kind, double[] a, double[] b, double[]? r)
    {
        if (r is null) return null;
        return FloatFunctions.Binary(kind) is { } function
            ? new PairOperation<double>(a, b, r, function)
            : Arithmetic(kind, a, b, r, null);
    }

    private static RowOperation? Longs(BinaryKind kind, Value<long> left, long[] b, long[]? r)
    {
        if (r is null) return null;
        var (a, unsigned) = (left.Data, left.Type == ElementType.U64);
        var round = RoundTo<long>(left.Type);
        return kind switch
        {
            BinaryKind.And => new BinaryOperation<long, AndOf>(a, b, r, null),
            BinaryKind.Or => new BinaryOperation<long, OrOf>(a, b, r, null),
            BinaryKind.Xor => new BinaryOperation<long, XorOf>(a, b, r, null),
            BinaryKind.Pow => new BinaryOperation<long, IntegerPowOf>(a, b, r, round),
            BinaryKind.ShiftLeft => new BinaryOperation<long, ShiftLeftOf>(a, b, r, round),
            BinaryKind.ShiftRight when unsigned => new BinaryOperation<long, UnsignedShiftRightOf>(a, b, r, null),
            BinaryKind.ShiftRight => new BinaryOperation<long, ShiftRightOf>(a, b, r, null),
            BinaryKind.Min when unsigned => new BinaryOperation<long, UnsignedMinOf>(a, b, r, null),
            BinaryKind.Max when unsigned => new BinaryOperation<long, UnsignedMaxOf>(a, b, r, null),
            BinaryKind.Div or BinaryKind.FloorDiv when unsigned => new BinaryOperation<long, UnsignedDivOf>(a, b, r, null),
            BinaryKind.Mod or BinaryKind.Remainder when unsigned => new BinaryOperation<long, UnsignedRemainderOf>(a, b, r, null),
            _ => Arithmetic(kind, a, b, r, round),
        };
    }

    private static RowOperation? Arithmetic<T>(BinaryKind kind, T[] a, T[] b, T[] r, Action<T[]>? round)
        where T : unmanaged, INumber<T> => kind switch
        {
            BinaryKind.Add => new VectorOperation<T, AddOf<T>>(a, b, r, round),
            BinaryKind.Sub => new VectorOperation<T, SubOf<T>>(a, b, r, round),
            BinaryKind.Mul => new VectorOperation<T, MulOf<T>>(a, b, r, round),
            BinaryKind.Div when typeof(T) != typeof(long) => new VectorOperation<T, FloatDivOf<T>>(a, b, r, round),
            BinaryKind.Div => new BinaryOperation<T, DivOf<T>>(a, b, r, round),
            BinaryKind.FloorDiv => new BinaryOperation<T, FloorDivOf<T>>(a, b, r, round),
            BinaryKind.Mod => new BinaryOperation<T, ModOf<T>>(a, b, r, round),
            BinaryKind.Remainder => new BinaryOperation<T, RemainderOf<T>>(a, b, r, round),
            BinaryKind.Min => new VectorOperation<T, MinOf<T>>(a, b, r, null),
            BinaryKind.Max => new VectorOperation<T, MaxOf<T>>(a, b, r, null),
            _ => null,
        };
}
