using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Operators that work element by element: the output has the shape of the input, or of all inputs broadcast.</summary>
internal static class ElementwiseShapes
{
    // Operators of one input (others are parameters) whose output has its type and shape.
    private static readonly string[] Same =
    [
        "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BitwiseNot", "Celu", "Clip", "Cos", "Cosh", "CumSum", "Elu", "Erf", "Exp",
        "Gelu", "HardSigmoid", "HardSwish", "Hardmax", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "Mish",
        "MeanVarianceNormalization", "PRelu", "Reciprocal", "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax",
        "Softplus", "Softsign", "Tan", "Tanh", "ThresholdedRelu", "Swish",
    ];

    public static readonly (string Operator, ShapeRule Rule)[] Rules =
    [
        .. Same.Select(o => (o, (ShapeRule)First)),
        ("Identity", c => { if (c.In(0) is { } value) { c.Out(0, value); } }),
        ("Abs", c => Unary(c, d => d.Constant is { } v ? Math.Abs(v) : d, Math.Abs)),
        ("Neg", c => Unary(c, d => Dim.Zero - d, v => -v)),
        ("Floor", c => Unary(c, null, Math.Floor)),
        ("Ceil", c => Unary(c, null, Math.Ceiling)),
        ("Sqrt", c => Unary(c, null, Math.Sqrt)),
        ("Not", c => Unary(c, d => d.Constant is { } v ? 1 - v : null, null)),
        ("Add", c => Binary(c, (a, b) => a + b, (a, b) => a + b)),
        ("Sub", c => Binary(c, (a, b) => a - b, (a, b) => a - b)),
        ("Mul", c => Binary(c, (a, b) => a * b, (a, b) => a * b)),
        ("Div", c => Binary(c, Quotient, (a, b) => a / b)),
        ("Mod", c => Binary(c, c.Node.Int("fmod", 0) == 0 ? Remainder : null, null)),
        ("Pow", c => Binary(c, Power, Math.Pow)),
        ("And", c => Compare(c, (a, b) => a & b)),
        ("Or", c => Compare(c, (a, b) => a | b)),
        ("Xor", c => Compare(c, (a, b) => a ^ b)),
        ("Equal", c => Compare(c, (a, b) => a == b ? 1 : 0, (a, b) => a == b ? 1 : null)),
        ("Less", c => Compare(c, (a, b) => a < b ? 1 : 0)),
        ("LessOrEqual", c => Compare(c, (a, b) => a <= b ? 1 : 0)),
        ("Greater", c => Compare(c, (a, b) => a > b ? 1 : 0)),
        ("GreaterOrEqual", c => Compare(c, (a, b) => a >= b ? 1 : 0)),
        ("BitShift", c => Binary(c, null, null)),
        ("BitwiseAnd", c => Binary(c, null, null)),
        ("BitwiseOr", c => Binary(c, null, null)),
        ("BitwiseXor", c => Binary(c, null, null)),
        ("Max", c => Variadic(c, (a, b) => a >= b ? a : b)),
        ("Min", c => Variadic(c, (a, b) => a <= b ? a : b)),
        ("Sum", c => Variadic(c, null)),
        ("Mean", c => Variadic(c, null)),
        ("Where", Where),
        ("IsNaN", c => c.Out(0, OnnxElementType.Bool, c.Shape(0))),
        ("IsInf", c => c.Out(0, OnnxElementType.Bool, c.Shape(0))),
    ];

    private static void First(ShapeContext c) => c.Out(0, c.Element(0), c.Shape(0));

    private static void Unary(ShapeContext c, Func<Dim, Dim?>? dims, Func<double, double>? reals) =>
        c.Out(0, c.Element(0), c.Shape(0),
            Followed(c, KnownMath.Unary(c.Known(0), dims, reals is null ? null : v => Rounded(c, reals(v)))));

    private static void Binary(ShapeContext c, Func<Dim, Dim, Dim?>? dims, Func<double, double, double>? reals)
    {
        var shape = IsLegacy(c) ? c.Shape(0) : Broadcasting.Of(c, [c.Shape(0), c.Shape(1)]);
        var known = IsLegacy(c) ? null
            : KnownMath.Binary(c.Known(0), c.Known(1), dims, reals is null ? null : (a, b) => Rounded(c, reals(a, b)));
        c.Out(0, c.Element(0), shape, Followed(c, known));
    }

    private static void Compare(ShapeContext c, Func<long, long, long> constants, Func<Dim, Dim, Dim?>? symbols = null)
    {
        var known = KnownMath.Binary(c.Known(0), c.Known(1),
            (a, b) => a.Constant is { } x && b.Constant is { } y ? (Dim)constants(x, y) : symbols?.Invoke(a, b), null);
        c.Out(0, OnnxElementType.Bool, IsLegacy(c) ? c.Shape(0) : Broadcasting.Of(c, [c.Shape(0), c.Shape(1)]), known);
    }

    private static void Variadic(ShapeContext c, Func<long, long, long>? constants)
    {
        var inputs = Enumerable.Range(0, c.InputCount).ToArray();
        var known = c.InputCount != 2 || constants is null ? null : Followed(c, KnownMath.Binary(c.Known(0), c.Known(1),
            (a, b) => a == b ? a : a.Constant is { } x && b.Constant is { } y ? constants(x, y) : null, null));
        c.Out(0, c.Element(0), Broadcasting.Of(c, inputs.Select(c.Shape)), known);
    }

    private static void Where(ShapeContext c)
    {
        var shape = Broadcasting.Of(c, [c.Shape(0), c.Shape(1), c.Shape(2)]);
        var sizes = shape?.Constants();
        var (which, a, b) = (KnownMath.Stretch(c.Known(0), sizes), KnownMath.Stretch(c.Known(1), sizes),
            KnownMath.Stretch(c.Known(2), sizes));
        var known = which?.Constants() is { } choice && a is { IsReal: false } && b is { IsReal: false }
            ? KnownTensor.Of(sizes!, choice.Select((v, i) => v != 0 ? a.Dims[i] : b.Dims[i]))
            : null;
        c.Out(0, c.Element(1), shape, known);
    }

    // Before opset 7 the second input was stretched to the first, along an axis.
    private static bool IsLegacy(ShapeContext c) => c.Node.Opset < 7;

    private static double Rounded(ShapeContext c, double value) => ElementCodec.Round(c.Element(0), value);

    // Narrow numbers wrap around; shapes are not computed with them.
    private static KnownTensor? Followed(ShapeContext c, KnownTensor? known) =>
        c.Element(0).IsInteger() && c.Element(0) is not (OnnxElementType.Int32 or OnnxElementType.Int64) ? null : known;

    // Whole numbers are divided towards zero; a size is not negative, so that a floor is the same.
    private static Dim? Quotient(Dim a, Dim b) => b.Constant == 0 ? throw new ShapeException($"{a} is divided by 0")
        : a.Constant is { } x && b.Constant is { } y ? (y == -1 ? Dim.Zero - x : x / y) : Dim.FloorDiv(a, b);

    private static Dim? Remainder(Dim a, Dim b) =>
        b.Constant == 0 ? throw new ShapeException($"{a} modulo 0") : a - (b * Dim.FloorDiv(a, b));

    private static Dim? Power(Dim a, Dim b) =>
        b.Constant is >= 0 and <= 8 ? Dim.Product(Enumerable.Repeat(a, (int)b.Constant.Value)) : null;
}
