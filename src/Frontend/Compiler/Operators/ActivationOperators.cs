using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Activation functions, by the formulas of the ONNX operator specification.</summary>
internal static class ActivationOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        Of("Relu", (_, x) => x.Binary(BinaryKind.Max, 0)),
        Of("LeakyRelu", (n, x) => Negative(x, x * n.Float("alpha"))),
        Of("ThresholdedRelu", (n, x) => x.Stage.Select(x.Binary(BinaryKind.Greater, n.Float("alpha")), x, Const(x, 0))),
        Of("Elu", (n, x) => Negative(x, x.Unary(UnaryKind.Expm1) * n.Float("alpha"))),
        Of("Selu", Selu),
        Of("Celu", (n, x) => x.Binary(BinaryKind.Max, 0)
            + ((x / n.Float("alpha")).Unary(UnaryKind.Expm1) * n.Float("alpha")).Binary(BinaryKind.Min, 0)),
        Of("HardSigmoid", (n, x) => Clamp(x * n.Float("alpha") + n.Float("beta"), 0, 1)),
        Of("HardSwish", (_, x) => x * Clamp(x / 6 + 0.5, 0, 1)),
        Of("Softplus", (_, x) => x.Binary(BinaryKind.Max, 0) + (-x.Unary(UnaryKind.Abs)).Unary(UnaryKind.Exp).Unary(UnaryKind.Log1p)),
        Of("Softsign", (_, x) => x / (x.Unary(UnaryKind.Abs) + 1)),
        Of("Mish", (_, x) => x * (x.Binary(BinaryKind.Max, 0) + (-x.Unary(UnaryKind.Abs)).Unary(UnaryKind.Exp).Unary(UnaryKind.Log1p))
            .Unary(UnaryKind.Tanh)),
        Of("Gelu", (n, x) => n.Text("approximate") == "tanh" ? GeluTanh(x) : x * 0.5 * ((x * Math.Sqrt(0.5)).Unary(UnaryKind.Erf) + 1)),
        Of("Shrink", Shrink),
        new("PRelu", Parametric),
    ];

    // Before operator set 7 a slope of one axis is one for each channel.
    private static void Parametric(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        TensorView slope = lowering.Required(node, 1);
        if (node.Opset < 7 && slope.Rank == 1 && input.Rank > 1)
            slope = slope.Reshape([slope.Shape[0], .. Enumerable.Repeat(IndexExpr.One, input.Rank - 2)]);
        Pointwise.Emit(node, lowering, [input, slope], lowering.Output(node), (_, x) => Negative(x[0], x[0] * x[1]));
    }

    private static OperatorLowering Of(string name, Func<GraphNode, LoopValue, LoopValue> body) =>
        new(name, (node, lowering) => Pointwise.Emit(node, lowering, (_, x) => body(node, x[0]))) { Body = (node, _, x) => body(node, x[0]) };

    private static LoopValue Const(LoopValue like, double value) => like.Stage.Constant(like.Type, value);

    private static LoopValue Negative(LoopValue x, LoopValue below) => x.Stage.Select(x.Binary(BinaryKind.Less, 0), below, x);

    private static LoopValue Clamp(LoopValue x, double low, double high) => x.Binary(BinaryKind.Max, low).Binary(BinaryKind.Min, high);

    private static LoopValue Selu(GraphNode node, LoopValue x)
    {
        var (alpha, gamma) = (node.Float("alpha"), node.Float("gamma"));
        return x.Stage.Select(x.Binary(BinaryKind.Greater, 0), x * gamma, x.Unary(UnaryKind.Expm1) * ((double)alpha * gamma));
    }

    private static LoopValue GeluTanh(LoopValue x) =>
        x * 0.5 * (((x + x * x * x * 0.044715) * Math.Sqrt(2 / Math.PI)).Unary(UnaryKind.Tanh) + 1);

    private static LoopValue Shrink(GraphNode node, LoopValue x)
    {
        var (lambda, bias) = (node.Float("lambd"), node.Float("bias"));
        var low = x.Stage.Select(x.Binary(BinaryKind.Less, -lambda), x + bias, Const(x, 0));
        return x.Stage.Select(x.Binary(BinaryKind.Greater, lambda), x - bias, low);
    }
}
