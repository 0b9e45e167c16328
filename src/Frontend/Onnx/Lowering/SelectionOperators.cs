using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir.Vector;
using ActorSim.Frontend.Kernels.Loops;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Where and Clip.</summary>
internal static class SelectionOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Where", (node, l) => Pointwise.Emit(node, l, (stage, x) => stage.Select(x[0], x[1], x[2]))),
        new("Clip", Clip),
    ];

    private static void Clip(GraphNode node, LoweringContext lowering)
    {
        var inputs = new List<TensorView> { lowering.Required(node, 0) };
        var low = node.Opset >= 11 ? lowering.Input(node, 1) : null;
        var high = node.Opset >= 11 ? lowering.Input(node, 2) : null;
        if (low is not null) inputs.Add(low);
        if (high is not null) inputs.Add(high);
        Pointwise.Emit(node, lowering, inputs, lowering.Output(node), (_, x) =>
        {
            var value = x[0];
            if (low is not null) value = value.Binary(BinaryKind.Max, x[1]);
            else if (node.Has("min")) value = value.Binary(BinaryKind.Max, node.Float("min", 0));
            if (high is not null) return value.Binary(BinaryKind.Min, x[^1]);
            return node.Has("max") ? value.Binary(BinaryKind.Min, node.Float("max", 0)) : value;
        });
    }
}
