using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Inputs that decide what is compiled (places, pads, scales): they must be constants, or follow from sizes.</summary>
internal static class CompileTimeInputs
{
    private static readonly Dictionary<string, int[]> ByOperator = new(StringComparer.Ordinal)
    {
        ["Slice"] = [1, 2, 3, 4],
        ["Pad"] = [1, 2, 3],
        ["CumSum"] = [1],
        ["Compress"] = [1],
        ["Upsample"] = [1],
        ["Resize"] = [2, 3],
        ["DFT"] = [1, 2],
        ["STFT"] = [1, 3],
        ["MelWeightMatrix"] = [0, 1, 2, 3, 4],
    };

    /// <summary>Why a node cannot be compiled; null: all of them are known.</summary>
    public static string? Refusal(GraphNode node, ModelGraph graph) => Of(node).Select(node.Input)
        .FirstOrDefault(name => name is not null && !graph.Initializers.ContainsKey(name) && graph.Value(name).Known is null) is { } unknown
        ? $"input '{unknown}' must be known while compiling; make it a constant of the model" : null;

    private static IEnumerable<int> Of(GraphNode node)
    {
        if (node.Operator.StartsWith("Reduce", StringComparison.Ordinal)) return [1];
        if (node is { Operator: "Resize", Opset: 10 }) return [1];
        if (node.Operator == "Resize" && node.Text("coordinate_transformation_mode", "") == "tf_crop_and_resize") return [1, 2, 3];
        return ByOperator.GetValueOrDefault(node.Operator, []);
    }
}
