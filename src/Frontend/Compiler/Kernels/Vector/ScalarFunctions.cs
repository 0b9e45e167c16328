using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>All named scalar functions, one line each.</summary>
public static class ScalarFunctions
{
    private static readonly double SeluAlpha = 1.6732632423543772848170429916717;
    private static readonly double SeluGamma = 1.0507009873554804934193349852946;

    public static ImmutableArray<ScalarFunction> All { get; } =
    [
        Unary("neg", UnaryKind.Neg), Unary("abs", UnaryKind.Abs), Unary("sign", UnaryKind.Sign), Unary("not", UnaryKind.Not),
        Unary("bitnot", UnaryKind.BitNot), Unary("floor", UnaryKind.Floor), Unary("ceil", UnaryKind.Ceil),
        Unary("trunc", UnaryKind.Truncate), Unary("round", UnaryKind.Round), Unary("sqrt", UnaryKind.Sqrt),
        Unary("rsqrt", UnaryKind.Rsqrt), Unary("reciprocal", UnaryKind.Reciprocal), Unary("exp", UnaryKind.Exp),
        Unary("exp2", UnaryKind.Exp2), Unary("expm1", UnaryKind.Expm1), Unary("log", UnaryKind.Log), Unary("log2", UnaryKind.Log2),
        Unary("log10", UnaryKind.Log10), Unary("log1p", UnaryKind.Log1p), Unary("sin", UnaryKind.Sin), Unary("cos", UnaryKind.Cos),
        Unary("tan", UnaryKind.Tan), Unary("asin", UnaryKind.Asin), Unary("acos", UnaryKind.Acos), Unary("atan", UnaryKind.Atan),
        Unary("sinh", UnaryKind.Sinh), Unary("cosh", UnaryKind.Cosh), Unary("tanh", UnaryKind.Tanh), Unary("asinh", UnaryKind.Asinh),
        Unary("acosh", UnaryKind.Acosh), Unary("atanh", UnaryKind.Atanh), Unary("erf", UnaryKind.Erf),
        Unary("sigmoid", UnaryKind.Sigmoid), Test("isnan", UnaryKind.IsNan),
        new("isinf", 1, [], (x, _) => x[0].Unary(UnaryKind.IsPositiveInfinity)
            .Binary(BinaryKind.Or, x[0].Unary(UnaryKind.IsNegativeInfinity)), true),
        Binary("add", BinaryKind.Add), Binary("sub", BinaryKind.Sub), Binary("mul", BinaryKind.Mul), Binary("div", BinaryKind.Div),
        Binary("floordiv", BinaryKind.FloorDiv), Binary("mod", BinaryKind.Mod), Binary("fmod", BinaryKind.Remainder),
        Binary("min", BinaryKind.Min), Binary("max", BinaryKind.Max), Binary("pow", BinaryKind.Pow), Binary("atan2", BinaryKind.Atan2),
        Binary("and", BinaryKind.And), Binary("or", BinaryKind.Or), Binary("xor", BinaryKind.Xor),
        Binary("shl", BinaryKind.ShiftLeft), Binary("shr", BinaryKind.ShiftRight), Compare("eq", BinaryKind.Equal),
        Compare("ne", BinaryKind.NotEqual), Compare("lt", BinaryKind.Less), Compare("le", BinaryKind.LessOrEqual),
        Compare("gt", BinaryKind.Greater), Compare("ge", BinaryKind.GreaterOrEqual),
        new("identity", 1, [], (x, _) => x[0]),
        new("square", 1, [], (x, _) => x[0] * x[0]),
        new("relu", 1, [], (x, _) => x[0].Binary(BinaryKind.Max, 0)),
        new("relu6", 1, [], (x, _) => Clip(x[0], 0, 6)),
        new("clip", 1, [double.NegativeInfinity, double.PositiveInfinity], (x, c) => Clip(x[0], c[0], c[1])),
        new("leakyrelu", 1, [0.01], (x, c) => BelowZero(x[0], x[0] * c[0], x[0])),
        new("prelu", 2, [], (x, _) => BelowZero(x[0], x[0] * x[1], x[0])),
        new("elu", 1, [1.0], (x, c) => BelowZero(x[0], x[0].Unary(UnaryKind.Expm1) * c[0], x[0])),
        new("selu", 1, [SeluAlpha, SeluGamma], (x, c) => BelowOrZero(x[0], x[0].Unary(UnaryKind.Expm1) * c[0], x[0]) * c[1]),
        new("celu", 1, [1.0], (x, c) => BelowZero(x[0], (x[0] / c[0]).Unary(UnaryKind.Expm1) * c[0], x[0])),
        new("gelu", 1, [], (x, _) => x[0] * 0.5 * ((x[0] * Math.Sqrt(0.5)).Unary(UnaryKind.Erf) + 1)),
        new("gelu-tanh", 1, [], (x, _) => x[0] * 0.5
            * (((x[0] + x[0] * x[0] * x[0] * 0.044715) * Math.Sqrt(2 / Math.PI)).Unary(UnaryKind.Tanh) + 1)),
        new("silu", 1, [], (x, _) => x[0] * x[0].Unary(UnaryKind.Sigmoid)),
        new("hardsigmoid", 1, [0.2, 0.5], (x, c) => Clip(x[0] * c[0] + c[1], 0, 1)),
        new("hardswish", 1, [], (x, _) => x[0] * Clip(x[0] / 6 + 0.5, 0, 1)),
        new("softplus", 1, [], (x, _) => Softplus(x[0])),
        new("softsign", 1, [], (x, _) => x[0] / (x[0].Unary(UnaryKind.Abs) + 1)),
        new("mish", 1, [], (x, _) => x[0] * Softplus(x[0]).Unary(UnaryKind.Tanh)),
        new("thresholdedrelu", 1, [1.0], (x, c) => x[0].Stage.Select(x[0].Binary(BinaryKind.Greater, c[0]), x[0], Zero(x[0]))),
        new("shrink", 1, [0.5, 0.0], (x, c) => x[0].Stage.Select(x[0].Binary(BinaryKind.Less, -c[0]), x[0] + c[1],
            x[0].Stage.Select(x[0].Binary(BinaryKind.Greater, c[0]), x[0] - c[1], Zero(x[0])))),
        new("fma", 3, [], (x, _) => x[0] * x[1] + x[2]),
    ];

    public static ScalarFunction? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>max(low, min(high, x)).</summary>
    public static LoopValue Clip(LoopValue x, double low, double high) =>
        x.Binary(BinaryKind.Max, low).Binary(BinaryKind.Min, high);

    /// <summary>f32 for floats of 16 bits, else the value as it is.</summary>
    public static LoopValue Widened(LoopValue x) => x.Type is ElementType.F16 or ElementType.BF16 ? x.Cast(ElementType.F32) : x;

    private static LoopValue Zero(LoopValue x) => x.Stage.Constant(x.Type, 0);

    private static LoopValue BelowZero(LoopValue x, LoopValue then, LoopValue otherwise) =>
        x.Stage.Select(x.Binary(BinaryKind.Less, 0), then, otherwise);

    private static LoopValue BelowOrZero(LoopValue x, LoopValue then, LoopValue otherwise) =>
        x.Stage.Select(x.Binary(BinaryKind.LessOrEqual, 0), then, otherwise);

    // max(x, 0) + log(1 + exp(-|x|)) does not overflow.
    private static LoopValue Softplus(LoopValue x) =>
        x.Binary(BinaryKind.Max, 0) + (-x.Unary(UnaryKind.Abs)).Unary(UnaryKind.Exp).Unary(UnaryKind.Log1p);

    private static ScalarFunction Unary(string name, UnaryKind kind) => new(name, 1, [], (x, _) => x[0].Unary(kind));

    private static ScalarFunction Test(string name, UnaryKind kind) => new(name, 1, [], (x, _) => x[0].Unary(kind), true);

    private static ScalarFunction Binary(string name, BinaryKind kind) => new(name, 2, [], (x, _) => x[0].Binary(kind, x[1]));

    private static ScalarFunction Compare(string name, BinaryKind kind) => new(name, 2, [], (x, _) => x[0].Binary(kind, x[1]), true);
}
