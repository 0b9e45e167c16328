using System.Numerics;
using System.Numerics.Tensors;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Body;

internal interface IBinary<T>
{
    static abstract T Apply(T a, T b);

    /// <summary>The same for rows of one length: r may be a.</summary>
    static virtual void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T>
    {
        for (var i = 0; i < r.Length; i++) r[i] = TSelf.Apply(a[i], b[i]);
    }
}

internal interface ICompare<T>
{
    static abstract bool Apply(T a, T b);
}

internal readonly struct AddOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a + b;

    public static void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T> => TensorPrimitives.Add(a, b, r);
}

internal readonly struct SubOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a - b;

    public static void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T> => TensorPrimitives.Subtract(a, b, r);
}

internal readonly struct MulOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a * b;

    public static void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T> => TensorPrimitives.Multiply(a, b, r);
}

internal readonly struct MinOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.Min(a, b);

    public static void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T> => TensorPrimitives.Min(a, b, r);
}

internal readonly struct MaxOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.Max(a, b);

    public static void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T> => TensorPrimitives.Max(a, b, r);
}

/// <summary>Division of floats; of integers truncated towards 0.</summary>
internal readonly struct DivOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b)
    {
        if (typeof(T) != typeof(long)) return a / b;
        IntegerDivision.Require(b != T.Zero);
        return b == -T.One ? -a : a / b;
    }

    public static void ApplyAll<TSelf>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where TSelf : IBinary<T>
    {
        if (typeof(T) != typeof(long)) TensorPrimitives.Divide(a, b, r);
        else
            for (var i = 0; i < r.Length; i++) r[i] = Apply(a[i], b[i]);
    }
}

internal readonly struct FloorDivOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b)
    {
        if (typeof(T) != typeof(long)) return T.CreateTruncating(Math.Floor(double.CreateTruncating(a) / double.CreateTruncating(b)));
        var quotient = DivOf<T>.Apply(a, b);
        return RemainderOf<T>.Apply(a, b) != T.Zero && T.IsNegative(a) != T.IsNegative(b) ? quotient - T.One : quotient;
    }
}

internal readonly struct RemainderOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b)
    {
        if (typeof(T) != typeof(long)) return a % b;
        IntegerDivision.Require(b != T.Zero);
        return b == -T.One ? T.Zero : a % b;
    }
}

internal readonly struct ModOf<T> : IBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b)
    {
        var rest = RemainderOf<T>.Apply(a, b);
        return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
    }
}

internal readonly struct EqualOf<T> : ICompare<T>
    where T : INumber<T>
{
    public static bool Apply(T a, T b) => a == b;
}

internal readonly struct NotEqualOf<T> : ICompare<T>
    where T : INumber<T>
{
    public static bool Apply(T a, T b) => a != b;
}

internal readonly struct LessOf<T> : ICompare<T>
    where T : INumber<T>
{
    public static bool Apply(T a, T b) => a < b;
}

internal readonly struct LessOrEqualOf<T> : ICompare<T>
    where T : INumber<T>
{
    public static bool Apply(T a, T b) => a <= b;
}

internal static class IntegerDivision
{
    public static void Require(bool divides)
    {
        if (!divides) throw new CompileException(FunctionalCodes.DivideByZero, "", "an integer is divided by 0");
    }
}
