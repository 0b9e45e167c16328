using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Body;

internal readonly struct AndOf : IBinary<long>
{
    public static long Apply(long a, long b) => a & b;
}

internal readonly struct OrOf : IBinary<long>
{
    public static long Apply(long a, long b) => a | b;
}

internal readonly struct XorOf : IBinary<long>
{
    public static long Apply(long a, long b) => a ^ b;
}

internal readonly struct UnsignedMinOf : IBinary<long>
{
    public static long Apply(long a, long b) => (ulong)a < (ulong)b ? a : b;
}

internal readonly struct UnsignedMaxOf : IBinary<long>
{
    public static long Apply(long a, long b) => (ulong)a > (ulong)b ? a : b;
}

internal readonly struct UnsignedDivOf : IBinary<long>
{
    public static long Apply(long a, long b)
    {
        IntegerDivision.Require(b != 0);
        return (long)((ulong)a / (ulong)b);
    }
}

internal readonly struct UnsignedRemainderOf : IBinary<long>
{
    public static long Apply(long a, long b)
    {
        IntegerDivision.Require(b != 0);
        return (long)((ulong)a % (ulong)b);
    }
}

internal readonly struct UnsignedLessOf : ICompare<long>
{
    public static bool Apply(long a, long b) => (ulong)a < (ulong)b;
}

internal readonly struct UnsignedLessOrEqualOf : ICompare<long>
{
    public static bool Apply(long a, long b) => (ulong)a <= (ulong)b;
}

/// <summary>Wraps around; a negative exponent truncates towards 0, so only 1 and -1 have powers other than 0.</summary>
internal readonly struct IntegerPowOf : IBinary<long>
{
    public static long Apply(long a, long b)
    {
        if (b < 0) return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
        long power = 1;
        for (; b > 0; b >>= 1, a = unchecked(a * a))
            if ((b & 1) != 0) power = unchecked(power * a);
        return power;
    }
}

internal readonly struct ShiftLeftOf : IBinary<long>
{
    public static long Apply(long a, long b) => (ulong)b >= 64 ? 0 : a << (int)b;
}

/// <summary>Values of unsigned types of less than 64 bits are kept zero-extended, so that the arithmetic shift is theirs too.</summary>
internal readonly struct ShiftRightOf : IBinary<long>
{
    public static long Apply(long a, long b) => a >> (int)Math.Min((ulong)b, 63);
}

internal readonly struct UnsignedShiftRightOf : IBinary<long>
{
    public static long Apply(long a, long b) => (ulong)b >= 64 ? 0 : a >>> (int)b;
}

/// <summary>Functions of one integer; null where a kind is for floats alone.</summary>
internal static class IntegerFunctions
{
    public static Func<long, long>? Unary(ElementType type, UnaryKind kind)
    {
        Func<long, long>? exact = kind switch
        {
            UnaryKind.Neg => x => unchecked(-x),
            UnaryKind.Abs => type == ElementType.U64 ? x => x : x => x < 0 ? unchecked(-x) : x,
            UnaryKind.Sign => type == ElementType.U64 ? x => x == 0 ? 0 : 1 : x => Math.Sign(x),
            UnaryKind.Not => x => x == 0 ? 1 : 0,
            UnaryKind.BitNot => type == ElementType.Bool ? x => x == 0 ? 1 : 0 : x => ~x,
            UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.Truncate or UnaryKind.Round => x => x,
            _ => null,
        };
        if (exact is null || type is ElementType.I64 or ElementType.U64) return exact;
        return x => Rounding.Wrap(type, exact(x));
    }
}
