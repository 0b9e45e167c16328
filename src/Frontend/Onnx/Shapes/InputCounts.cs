using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>How many inputs an operator cannot do without; the specification's required inputs, which come first.</summary>
internal static class InputCounts
{
    private static readonly string[] None =
        ["Constant", "RandomNormal", "RandomUniform", "SequenceEmpty", "Optional", "If", "Loop", "Scan"];

    private static readonly string[] Two =
    [
        "Add", "Sub", "Mul", "Div", "Mod", "Pow", "And", "Or", "Xor", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "BitShift",
        "BitwiseAnd", "BitwiseOr", "BitwiseXor", "PRelu", "Conv", "ConvInteger", "ConvTranspose", "MatMul", "MatMulInteger", "Gemm", "Gather",
        "GatherElements", "GatherND", "Expand", "CastLike", "Compress", "CumSum", "GridSample", "MaxUnpool", "MaxRoiPool", "ReverseSequence",
        "QuantizeLinear", "DequantizeLinear", "LayerNormalization", "NonMaxSuppression", "NegativeLogLikelihoodLoss",
        "SoftmaxCrossEntropyLoss", "STFT",
    ];

    private static readonly string[] Three =
    [
        "Where", "Range", "OneHot", "Scatter", "ScatterElements", "ScatterND", "InstanceNormalization", "GroupNormalization", "RoiAlign",
        "RNN", "GRU", "LSTM",
    ];

    private static readonly Dictionary<string, int> Required = None.Select(o => (o, 0))
        .Concat(Two.Select(o => (o, 2)))
        .Concat(Three.Select(o => (o, 3)))
        .Concat([("BatchNormalization", 5), ("MelWeightMatrix", 5), ("QLinearConv", 8), ("QLinearMatMul", 8)])
        .ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    /// <summary>The first required input that a standard operator lacks; null if it has all.</summary>
    public static int? Missing(GraphNode node)
    {
        if (node.Domain.Length > 0)
        {
            return null;
        }

        for (var i = 0; i < Least(node); i++)
        {
            if (node.Input(i) is null)
            {
                return i;
            }
        }

        return null;
    }

    // Attributes that became inputs.
    private static int Least(GraphNode node) => (node.Operator, node.Opset) switch
    {
        ("Reshape", >= 5) or ("TopK", >= 10) or ("Unsqueeze", >= 13) or ("Pad", >= 11) or ("Tile", >= 6) => 2,
        ("Slice", >= 10) => 3,
        _ => Required.GetValueOrDefault(node.Operator, 1),
    };
}
