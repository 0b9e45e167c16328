using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Operators that work element by element: the output has the shape of the input, or of all inputs broadcast.</summary>
internal static class ElementwiseShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("Acos", First) { Since = 7 },
        new("Acosh", First) { Since = 9 },
        new("Asin", First) { Since = 7 },
        new("Asinh", First) { Since = 9 },
        new("Atan", First) { Since = 7 },
        new("Atanh", First) { Since = 9 },
        new("BitwiseNot", First) { Since = 18 },
        new("Celu", First) { Since = 12, Defaults = [Float("alpha", 1)] },
        new("Clip", First) { IsPointwise = true, Defaults = [Float("min", float.MinValue), Float("max", float.MaxValue)] },
        new("Cos", First) { Since = 7, IsPointwise = true },
        new("Cosh", First) { Since = 9 },
        new("CumSum", First) { Since = 11, Required = 2, Fixed = _ => [1], Defaults = [Int("exclusive", 0), Int("reverse", 0)] },
        new("Elu", First) { IsPointwise = true, Defaults = [Float("alpha", 1)] },
        new("Erf", First) { Since = 9, IsPointwise = true },
        new("Exp", First) { IsPointwise = true },
        new("Gelu", First) { Since = 20, IsPointwise = true, Defaults = [Text("approximate", "none")] },
        new("HardSigmoid", First) { IsPointwise = true, Defaults = [Float("alpha", 0.2f), Float("beta", 0.5f)] },
        new("HardSwish", First) { Since = 14, IsPointwise = true },
        new("Hardmax", First) { Defaults = [Int("axis", -1)], DefaultsBefore = (13, [Int("axis", 1)]) },
        new("LeakyRelu", First) { IsPointwise = true, Defaults = [Float("alpha", 0.01f)] },
        new("Log", First) { IsPointwise = true },
        new("LogSoftmax", First) { Defaults = [Int("axis", -1)], DefaultsBefore = (13, [Int("axis", 1)]) },
        new("LpNormalization", First) { Defaults = [Int("axis", -1), Int("p", 2)] },
        new("MeanVarianceNormalization", First) { Since = 9 },
        new("Mish", First) { Since = 18, IsPointwise = true },
        new("PRelu", First) { Required = 2 },
        new("Reciprocal", First) { IsPointwise = true },
        new("Relu", First) { IsPointwise = true },
        new("Round", First) { Since = 11, IsPointwise = true },
        new("Selu", First)
        { IsPointwise = true, Defaults = [Float("alpha", 1.67326319217681884765625f), Float("gamma", 1.05070102214813232421875f)] },
        new("Shrink", First) { Since = 9, Defaults = [Float("lambd", 0.5f), Float("bias", 0)] },
        new("Sigmoid", First) { IsPointwise = true },
        new("Sign", First) { Since = 9, IsPointwise = true },
        new("Sin", First) { Since = 7, IsPointwise = true },
        new("Sinh", First) { Since = 9 },
        new("Softmax", First) { Defaults = [Int("axis", -1)], DefaultsBefore = (13, [Int("axis", 1)]) },
        new("Softplus", First) { IsPointwise = true },
        new("Softsign", First) { IsPointwise = true },
        new("Swish", First) { Since = 24 },
        new("Tan", First) { Since = 7, IsPointwise = true },
        new("Tanh", First) { IsPointwise = true },
        new("ThresholdedRelu", First) { Since = 10, Defaults = [Float("alpha", 1)] },
        new("Identity", c => { if (c.In(0) is { } value) { c.Out(0, value); } }) { IsFree = true },
        new("Abs", c => Unary(c, d => d.Constant is { } v ? Math.Abs(v) : d, Math.Abs)) { IsPointwise = true },
        new("Neg", c => Unary(c, d => Dim.Zero - d, v => -v)) { IsPointwise = true },
        new("Floor", c => Unary(c, null, Math.Floor)) { IsPointwise = true },
        new("Ceil", c => Unary(c, null, Math.Ceiling)) { IsPointwise = true },
        new("Sqrt", c => Unary(c, null, Math.Sqrt)) { IsPointwise = true },
        new("Not", c => Unary(c, d => d.Constant is { } v ? 1 - v : null, null)) { IsPointwise = true },
        new("Add", c => Binary(c, (a, b) => a + b, (a, b) => a + b)) { Required = 2, IsPointwise = true },
        new("Sub", c => Binary(c, (a, b) => a - b, (a, b) => a - b)) { Required = 2, IsPointwise = true },
        new("Mul", c => Binary(c, (a, b) => a * b, (a, b) => a * b)) { Required = 2, IsPointwise = true },
        new("Div", c => Binary(c, Quotient, (a, b) => a / b)) { Required = 2, IsPointwise = true },
        new("Mod", c => Binary(c, c.Node.Int("fmod") == 0 ? Remainder : null, null))
        { Since = 10, Required = 2, Defaults = [Int("fmod", 0)] },
        new("Pow", c => Binary(c, Power, Math.Pow)) { Required = 2, IsPointwise = true },
        new("And", c => Compare(c, (a, b) => a & b)) { Required = 2, IsPointwise = true },
        new("Or", c => Compare(c, (a, b) => a | b)) { Required = 2, IsPointwise = true },
        new("Xor", c => Compare(c, (a, b) => a ^ b)) { Required = 2, IsPointwise = true },
        new("Equal", c => Compare(c, (a, b) => a == b ? 1 : 0, (a, b) => a == b ? 1 : null)) { Required = 2, IsPointwise = true },
        new("Less", c => Compare(c, (a, b) => a < b ? 1 : 0)) { Required = 2, IsPointwise = true },
        new("LessOrEqual", c => Compare(c, (a, b) => a <= b ? 1 : 0)) { Since = 12, Required = 2, IsPointwise = true },
        new("Greater", c => Compare(c, (a, b) => a > b ? 1 : 0)) { Required = 2, IsPointwise = true },
        new("GreaterOrEqual", c => Compare(c, (a, b) => a >= b ? 1 : 0)) { Since = 12, Required = 2, IsPointwise = true },
        new("BitShift", c => Binary(c, null, null)) { Since = 11, Required = 2, Defaults = [Text("direction", "")] },
        new("BitwiseAnd", c => Binary(c, null, null)) { Since = 18, Required = 2 },
        new("BitwiseOr", c => Binary(c, null, null)) { Since = 18, Required = 2 },
        new("BitwiseXor", c => Binary(c, null, null)) { Since = 18, Required = 2 },
        new("Max", c => Variadic(c, (a, b) => a >= b ? a : b)) { IsPointwise = true },
        new("Min", c => Variadic(c, (a, b) => a <= b ? a : b)) { IsPointwise = true },
        new("Sum", c => Variadic(c, null)) { IsPointwise = true },
        new("Mean", c => Variadic(c, null)),
        new("Where", Where) { Since = 9, Required = 3, IsPointwise = true },
        new("IsNaN", c => c.Out(0, OnnxElementType.Bool, c.Shape(0))) { Since = 9 },
        new("IsInf", c => c.Out(0, OnnxElementType.Bool, c.Shape(0)))
        { Since = 10, Defaults = [Int("detect_positive", 1), Int("detect_negative", 1)] },
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

    private static double Rounded(ShapeContext c, double value) => PackedElements.Round(c.Element(0), value);

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
