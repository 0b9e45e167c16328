using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Functions on floats, computed in double precision and rounded once to the type.</summary>
internal static class FloatFunctions
{
    public static Func<double, double> Unary(UnaryKind kind) => kind switch
    {
        UnaryKind.Neg => x => -x,
        UnaryKind.Abs => Math.Abs,
        UnaryKind.Sign => x => double.IsNaN(x) ? x : x > 0 ? 1 : x < 0 ? -1 : x,
        UnaryKind.Floor => Math.Floor,
        UnaryKind.Ceil => Math.Ceiling,
        UnaryKind.Truncate => Math.Truncate,
        UnaryKind.Round => x => Math.Round(x, MidpointRounding.ToEven),
        UnaryKind.Sqrt => Math.Sqrt,
        UnaryKind.Rsqrt => x => 1 / Math.Sqrt(x),
        UnaryKind.Reciprocal => x => 1 / x,
        UnaryKind.Exp => Math.Exp,
        UnaryKind.Exp2 => x => Math.Pow(2, x),
        UnaryKind.Expm1 => Expm1,
        UnaryKind.Log => Math.Log,
        UnaryKind.Log2 => Math.Log2,
        UnaryKind.Log10 => Math.Log10,
        UnaryKind.Log1p => Log1p,
        UnaryKind.Sin => Math.Sin,
        UnaryKind.Cos => Math.Cos,
        UnaryKind.Tan => Math.Tan,
        UnaryKind.Asin => Math.Asin,
        UnaryKind.Acos => Math.Acos,
        UnaryKind.Atan => Math.Atan,
        UnaryKind.Sinh => Math.Sinh,
        UnaryKind.Cosh => Math.Cosh,
        UnaryKind.Tanh => Math.Tanh,
        UnaryKind.Asinh => Math.Asinh,
        UnaryKind.Acosh => Math.Acosh,
        UnaryKind.Atanh => Math.Atanh,
        UnaryKind.Erf => ErrorFunction.Erf,
        UnaryKind.Sigmoid => x => 1 / (1 + Math.Exp(-x)),
        _ => throw new NotSupportedException($"{kind} has no float result"),
    };

    public static Func<double, double, double>? Binary(BinaryKind kind) => kind switch
    {
        BinaryKind.Pow => Math.Pow,
        BinaryKind.Atan2 => Math.Atan2,
        _ => null,
    };

    /// <summary>A function of class float arrays: rounded to the type straight from double.</summary>
    public static Func<float, float> Rounded(ElementType type, Func<double, double> function) => type switch
    {
        ElementType.F16 => x => (float)(Half)function(x),
        ElementType.BF16 => x => Rounding.ToBf16(function(x)),
        _ => x => (float)function(x),
    };

    // Kahan's correction: what rounding 1 + x lost is made up for by the factor.
    private static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? (u == 1 ? x : u) : Math.Log(u) * (x / (u - 1));
    }

    private static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1) return x;
        var um1 = u - 1;
        return um1 == -1 || double.IsInfinity(u) ? um1 : um1 * (x / Math.Log(u));
    }
}
