using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators of two or more operands, with broadcasting.</summary>
internal static class BinaryOperators
{
    private static readonly (string Operator, BinaryKind Kind)[] Direct =
    [
        ("Add", BinaryKind.Add), ("Sub", BinaryKind.Sub), ("Mul", BinaryKind.Mul), ("Div", BinaryKind.Div),
        ("And", BinaryKind.And), ("Or", BinaryKind.Or), ("Xor", BinaryKind.Xor),
        ("BitwiseAnd", BinaryKind.And), ("BitwiseOr", BinaryKind.Or), ("BitwiseXor", BinaryKind.Xor),
        ("Equal", BinaryKind.Equal), ("Less", BinaryKind.Less), ("LessOrEqual", BinaryKind.LessOrEqual),
        ("Greater", BinaryKind.Greater), ("GreaterOrEqual", BinaryKind.GreaterOrEqual),
    ];

    public static IEnumerable<OperatorLowering> All =>
    [
        .. Direct.Select(d => new OperatorLowering(d.Operator, (node, l) => Pointwise.Emit(node, l, (_, x) => x[0].Binary(d.Kind, x[1])),
            OldBroadcast.Refusal)
        { Body = (_, _, x) => x[0].Binary(d.Kind, x[1]) }),
        new("Mod", (node, l) => Pointwise.Emit(node, l, (_, x) =>
            x[0].Binary(node.Int("fmod") != 0 ? BinaryKind.Remainder : BinaryKind.Mod, x[1]))),
        new("BitShift", (node, l) => Pointwise.Emit(node, l, (_, x) =>
            x[0].Binary(node.Text("direction") == "LEFT" ? BinaryKind.ShiftLeft : BinaryKind.ShiftRight, x[1]))),
        new("Pow", (node, l) => Pointwise.Emit(node, l, (_, x) => Power(x[0], x[1])), OldBroadcast.Refusal)
        { Body = (_, _, x) => Power(x[0], x[1]) },
        Variadic("Sum", BinaryKind.Add),
        Variadic("Max", BinaryKind.Max),
        Variadic("Min", BinaryKind.Min),
        new("Mean", (node, l) => Pointwise.Emit(node, l, (_, x) => Fold(x, BinaryKind.Add) / x.Length)),
    ];

    private static OperatorLowering Variadic(string name, BinaryKind kind) =>
        new(name, (node, l) => Pointwise.Emit(node, l, (_, x) => Fold(x, kind))) { Body = (_, _, x) => Fold(x, kind) };

    private static LoopValue Fold(LoopValue[] x, BinaryKind kind) => x.Aggregate((a, b) => a.Binary(kind, b));

    // The exponent may be of any type; the result has the base's type.
    private static LoopValue Power(LoopValue x, LoopValue exponent)
    {
        if (x.Type == exponent.Type) return x.Binary(BinaryKind.Pow, exponent);
        return x.Cast(ElementType.F64).Binary(BinaryKind.Pow, exponent.Cast(ElementType.F64)).Cast(x.Type);
    }
}
