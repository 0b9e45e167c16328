using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>
/// Nodes that read a tensor without elements and give out some all the same: a product over nothing is 0, a sum of nothing is 0, padding
/// around nothing is padding. No kernel walks over nothing, so what they give out is written.
/// </summary>
internal static class EmptyOperands
{
    private static readonly Dictionary<string, double> Identities = new(StringComparer.Ordinal)
    {
        ["MatMul"] = 0,
        ["Einsum"] = 0,
        ["MatMulInteger"] = 0,
        ["ReduceSum"] = 0,
        ["ReduceL1"] = 0,
        ["ReduceL2"] = 0,
        ["ReduceSumSquare"] = 0,
        ["ReduceProd"] = 1,
        ["ReduceMax"] = double.NegativeInfinity,
        ["ReduceMin"] = double.PositiveInfinity,
        ["ReduceLogSum"] = double.NegativeInfinity,
        ["ReduceLogSumExp"] = double.NegativeInfinity,
        ["ReduceMean"] = 0,
        ["GlobalAveragePool"] = double.NaN,
        ["GlobalMaxPool"] = double.NegativeInfinity,
    };

    /// <summary>False if the node has elements to compute with, or none to give out. Its shapes are inferred already.</summary>
    public static bool TryReplace(GraphNode node, GraphExpansion expansion)
    {
        if (node.Domain.Length > 0 || node.Output(0) is not { } name || !Data(node).Any(i => node.Input(i) is { } input && IsEmpty(input, expansion)))
            return false;
        var output = expansion.Value(name);
        if (output.Shape?.Constants() is not { } shape || output.Shape.Elements.Constant == 0) return false;
        if (node.Operator is "ArgMax" or "ArgMin")
            throw new ExpansionException($"the place of an extreme among no elements ('{node.Inputs[0]}' is empty)");
        return Identities.TryGetValue(node.Operator, out var value) ? Filled(node, expansion, output, shape, Of(output.Element, value)) : node.Operator switch
        {
            "Gemm" => Scaled(node, expansion, output, shape),
            "Pad" => node.Text("mode", "constant") == "constant" ? Padded(node, expansion, output, shape)
                : throw new ExpansionException($"'{node.Inputs[0]}' is empty: there is nothing to repeat ({node.Text("mode", "")})"),
            "Conv" => Biased(node, expansion, output, shape),
            "ScatterND" or "ScatterElements" or "Scatter" => Kept(node, expansion),
            _ => false,
        };
    }

    // Inputs that hold elements, not axes and the like.
    private static int[] Data(GraphNode node) => node.Operator switch
    {
        "ScatterND" or "ScatterElements" or "Scatter" => [1, 2],
        "Einsum" => [.. Enumerable.Range(0, node.Inputs.Length)],
        "MatMul" or "MatMulInteger" or "Gemm" or "Conv" => [0, 1],
        _ => [0],
    };

    private static bool IsEmpty(string value, GraphExpansion expansion) => expansion.Value(value).Shape?.Elements.Constant == 0;

    // The least and the greatest whole number where there is no infinity.
    private static double Of(OnnxElementType type, double value) => type.IsReal() || double.IsFinite(value) ? value : type switch
    {
        OnnxElementType.Bool => value > 0 ? 1 : 0,
        OnnxElementType.Int8 => value > 0 ? sbyte.MaxValue : sbyte.MinValue,
        OnnxElementType.UInt8 => value > 0 ? byte.MaxValue : 0,
        OnnxElementType.Int32 => value > 0 ? int.MaxValue : int.MinValue,
        OnnxElementType.UInt32 => value > 0 ? uint.MaxValue : 0,
        _ => throw new ExpansionException($"has no element to reduce, and {type} has no number for that"),
    };

    private static bool Filled(GraphNode node, GraphExpansion expansion, GraphValue output, long[] shape, double value)
    {
        var compose = new Composition(expansion, node);
        expansion.Emit(node with
        {
            Operator = "ConstantOfShape",
            Opset = Composition.Opset,
            Inputs = [compose.Wholes(shape)],
            Outputs = [node.Outputs[0]],
            Attributes = [NodeAttribute.OfTensor("value", GraphTensor.OfDoubles("", output.Element, [1], [value]))],
        });
        return true;
    }

    private static bool Spread(GraphNode node, GraphExpansion expansion, string value, long[] shape)
    {
        var compose = new Composition(expansion, node);
        compose.Out(0, compose.Op("Expand", [value, compose.Wholes(shape)]));
        return true;
    }

    private static bool Scaled(GraphNode node, GraphExpansion expansion, GraphValue output, long[] shape)
    {
        var beta = node.Float("beta", 1);
        if (node.Input(2) is not { } addend || beta == 0) return Filled(node, expansion, output, shape, 0);
        return Spread(node, expansion, new Composition(expansion, node).Scaled(addend, beta), shape);
    }

    private static bool Padded(GraphNode node, GraphExpansion expansion, GraphValue output, long[] shape) => node.Input(2) is { } value
        ? Spread(node, expansion, value, shape) : Filled(node, expansion, output, shape, node.Float("value", 0));

    private static bool Biased(GraphNode node, GraphExpansion expansion, GraphValue output, long[] shape)
    {
        if (node.Input(2) is not { } bias) return Filled(node, expansion, output, shape, 0);
        return Spread(node, expansion, new Composition(expansion, node).Reshape(bias, [-1, .. Enumerable.Repeat(1L, shape.Length - 2)]), shape);
    }

    // Nothing is written into the data.
    private static bool Kept(GraphNode node, GraphExpansion expansion)
    {
        expansion.Bind(node.Outputs[0], node.Inputs[0]);
        return true;
    }
}
