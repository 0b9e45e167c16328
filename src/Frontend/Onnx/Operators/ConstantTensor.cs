using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>The value of a Constant node.</summary>
internal static class ConstantTensor
{
    /// <summary>Null if the node has none that is known (a sparse one, for example).</summary>
    public static GraphTensor? Of(GraphNode node)
    {
        var name = node.Output(0) ?? node.Name;
        foreach (var a in node.Attributes)
        {
            if (Of(name, a) is { } tensor)
            {
                return tensor;
            }
        }

        return null;
    }

    private static GraphTensor? Of(string name, NodeAttribute a) => (a.Name, a.Kind) switch
    {
        ("value", AttributeKind.Tensor) => a.Tensor is { } tensor ? tensor with { Name = name } : null,
        ("value_int", AttributeKind.Int) => GraphTensor.OfInt64s(name, OnnxElementType.Int64, [], a.Ints),
        ("value_ints", AttributeKind.Ints) => GraphTensor.OfInt64s(name, OnnxElementType.Int64, [a.Ints.Length], a.Ints),
        ("value_float", AttributeKind.Float) => GraphTensor.OfDoubles(name, OnnxElementType.Float32, [], Reals(a)),
        ("value_floats", AttributeKind.Floats) => GraphTensor.OfDoubles(name, OnnxElementType.Float32, [a.Floats.Length], Reals(a)),
        ("value_string", AttributeKind.String) => new GraphTensor(name, OnnxElementType.String, [], new TensorContent.Strings(a.Strings)),
        ("value_strings", AttributeKind.Strings) =>
            new GraphTensor(name, OnnxElementType.String, [a.Strings.Length], new TensorContent.Strings(a.Strings)),
        _ => null,
    };

    private static double[] Reals(NodeAttribute a) => [.. a.Floats.Select(f => (double)f)];
}
