using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators of one operand that the vector unit has an instruction for.</summary>
internal static class UnaryOperators
{
    private static readonly (string Operator, UnaryKind Kind)[] Direct =
    [
        ("Abs", UnaryKind.Abs), ("Neg", UnaryKind.Neg), ("Sign", UnaryKind.Sign), ("Not", UnaryKind.Not), ("BitwiseNot", UnaryKind.BitNot),
        ("Floor", UnaryKind.Floor), ("Ceil", UnaryKind.Ceil), ("Round", UnaryKind.Round), ("Sqrt", UnaryKind.Sqrt),
        ("Reciprocal", UnaryKind.Reciprocal), ("Exp", UnaryKind.Exp), ("Log", UnaryKind.Log), ("Sin", UnaryKind.Sin), ("Cos", UnaryKind.Cos),
        ("Tan", UnaryKind.Tan), ("Asin", UnaryKind.Asin), ("Acos", UnaryKind.Acos), ("Atan", UnaryKind.Atan), ("Sinh", UnaryKind.Sinh),
        ("Cosh", UnaryKind.Cosh), ("Tanh", UnaryKind.Tanh), ("Asinh", UnaryKind.Asinh), ("Acosh", UnaryKind.Acosh),
        ("Atanh", UnaryKind.Atanh), ("Erf", UnaryKind.Erf), ("Sigmoid", UnaryKind.Sigmoid), ("IsNaN", UnaryKind.IsNan),
    ];

    public static IEnumerable<OperatorLowering> All =>
    [
        .. Direct.Select(d => new OperatorLowering(d.Operator, (node, l) => Pointwise.Emit(node, l, (_, x) => x[0].Unary(d.Kind)))
        { Body = (_, _, x) => x[0].Unary(d.Kind) }),
        new("IsInf", (node, l) => Pointwise.Emit(node, l, (stage, x) => IsInfinite(node, stage, x[0]))),
        new("Cast", Cast) { Body = (node, _, x) => Converted(x[0], Target(node)) },
        new("CastLike", Cast),
    ];

    private static LoopValue IsInfinite(GraphNode node, LoopStageBuilder stage, LoopValue x)
    {
        var positive = node.Int("detect_positive") != 0 ? x.Unary(UnaryKind.IsPositiveInfinity) : stage.Constant(ElementType.Bool, 0);
        var negative = node.Int("detect_negative") != 0 ? x.Unary(UnaryKind.IsNegativeInfinity) : stage.Constant(ElementType.Bool, 0);
        return positive.Binary(BinaryKind.Or, negative);
    }

    private static ElementType Target(GraphNode node) => TypeMap.Compiled((OnnxElementType)node.Int("to", 0))
        ?? throw new ArgumentException("no unit computes with the type that is cast to");

    // Anything but 0 is true, a number that is none too.
    private static LoopValue Converted(LoopValue x, ElementType type) =>
        type == ElementType.Bool && x.Type.IsFloat() ? x.Binary(BinaryKind.Equal, 0).Unary(UnaryKind.Not) : x.Cast(type);

    private static void Cast(GraphNode node, LoweringContext lowering)
    {
        var target = lowering.Output(node);
        Pointwise.Emit(node, lowering, [lowering.Required(node, 0)], target, (_, x) => Converted(x[0], target.Type));
    }
}
