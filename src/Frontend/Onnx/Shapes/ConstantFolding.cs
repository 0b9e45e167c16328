using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Replaces nodes whose outputs are known constants by initializers. Only small tensors are evaluated: constants and
/// shapes.</summary>
public static class ConstantFolding
{
    /// <summary>The graph without its constant nodes; they are listed in <see cref="ModelGraph.Folded"/>.</summary>
    /// <param name="graph">With inferred values.</param>
    public static ModelGraph Fold(ModelGraph graph)
    {
        var initializers = graph.Initializers.ToBuilder();
        var kept = ImmutableArray.CreateBuilder<GraphNode>();
        var folded = ImmutableArray.CreateBuilder<GraphNode>();
        foreach (var node in graph.Nodes)
        {
            var constants = Constants(graph, node);
            (constants is null ? kept : folded).Add(node);
            foreach (var tensor in constants ?? [])
            {
                initializers[tensor.Name] = tensor;
            }
        }

        return graph with
        {
            Nodes = kept.ToImmutable(),
            Folded = graph.Folded.AddRange(folded),
            Initializers = initializers.ToImmutable(),
        };
    }

    private static IReadOnlyList<GraphTensor>? Constants(ModelGraph graph, GraphNode node)
    {
        if (node is { Operator: "Constant", Domain: "" })
        {
            return ConstantTensor.Of(node) is { } tensor ? [tensor] : null;
        }

        var outputs = node.Outputs.Where(o => o.Length > 0).Select(o => Constant(graph.Value(o))).ToArray();
        return outputs.Length > 0 && Array.TrueForAll(outputs, o => o is not null) ? [.. outputs.Select(o => o!)] : null;
    }

    private static GraphTensor? Constant(GraphValue value)
    {
        if (value.Known is not { IsConstant: true } known || value.Kind != ValueKind.Tensor || value.Element.Bits() is 0 or > 64)
        {
            return null;
        }

        return known.IsReal
            ? GraphTensor.OfDoubles(value.Name, value.Element, known.Shape, known.Reals)
            : GraphTensor.OfInt64s(value.Name, value.Element, known.Shape, known.Constants()!);
    }
}
