using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Where and Clip.</summary>
internal static class SelectionOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Where", (node, l) => Pointwise.Emit(node, l, (stage, x) => stage.Select(x[0], x[1], x[2]))) { Body = (_, stage, x) => stage.Select(x[0], x[1], x[2]) },
        new("Clip", (node, l) => Pointwise.Emit(node, l, (_, x) => Clip(node, x))) { Body = (node, _, x) => Clip(node, x) },
    ];

    // Since operator set 11 the bounds are inputs; x has those that are there.
    private static LoopValue Clip(GraphNode node, LoopValue[] x)
    {
        var areInputs = node.Opset >= 11;
        var value = x[0];
        if (areInputs && node.Input(1) is not null) value = value.Binary(BinaryKind.Max, x[1]);
        else if (node.Has("min")) value = value.Binary(BinaryKind.Max, node.Float("min"));
        if (areInputs && node.Input(2) is not null) return value.Binary(BinaryKind.Min, x[^1]);
        return node.Has("max") ? value.Binary(BinaryKind.Min, node.Float("max")) : value;
    }
}
