namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// Operations of one operand; the operand has the type of the result unless said otherwise. Float ones round once to the result's type.
/// </summary>
public enum UnaryKind
{
    Neg, Abs, Sign, Not, BitNot,
    Floor, Ceil, Truncate,

    /// <summary>To the nearest, ties to even.</summary>
    Round,
    Sqrt, Rsqrt, Reciprocal,
    Exp, Exp2, Expm1, Log, Log2, Log10, Log1p,
    Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh,
    Erf, Sigmoid,

    /// <summary>Bool result, float operand.</summary>
    IsNan,

    /// <summary>Bool result, float operand: plus infinity.</summary>
    IsPositiveInfinity,

    /// <summary>Bool result, float operand: minus infinity.</summary>
    IsNegativeInfinity,
}
