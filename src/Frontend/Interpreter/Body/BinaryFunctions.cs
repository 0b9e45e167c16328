using System.Numerics;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Body;

internal interface IBinary<T>
{
    static abstract T Apply(T a, T b);
}

/// <summary>One that the processor can do on vectors, to the same bits.</summary>
internal interface IVectorBinary<T> : IBinary<T>
{
    static abstract Vector<T> Apply(Vector<T> a, Vector<T> b);
}

internal interface ICompare<T>
{
    static abstract bool Apply(T a, T b);
}

internal readonly struct AddOf<T> : IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a + b;

    public static Vector<T> Apply(Vector<T> a, Vector<T> b) => a + b;
}

internal readonly struct SubOf<T> : IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a - b;

    public static Vector<T> Apply(Vector<T> a, Vector<T> b) => a - b;
}

internal readonly struct MulOf<T> : IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a * b;

    public static Vector<T> Apply(Vector<T> a, Vector<T> b) => a * b;
}

internal readonly struct MinOf<T> : IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.Min(a, b);

    public static Vector<T> Apply(Vector<T> a, Vector<T> b) => Vector.Min(a, b);
}

internal readonly struct MaxOf<T> : IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.Max(a, b);

    public static Vector<T> Apply(Vector<T> a, Vector<T> b) => Vector.Max(a, b);
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
}

/// <summary>Division of floats.</summary>
internal readonly struct FloatDivOf<T> : IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a / b;

    public static Vector<T> Apply(Vector<T> a, Vector<T> b) => a / b;
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
