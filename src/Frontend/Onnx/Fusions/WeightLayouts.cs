using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// Constant folding of what import leaves because of its size: weights that are only renamed, reshaped or transposed become weights of
/// that shape and order. Weights without data stay without.
/// </summary>
public sealed class WeightLayouts : IGraphPass
{
    private static readonly string[] Renaming = ["Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten"];

    public string Name => "weight-layouts";

    public ModelGraph Run(ModelGraph graph)
    {
        var initializers = graph.Initializers.ToBuilder();
        var nodes = graph.Nodes.ToBuilder();
        nodes.Clear();
        var folded = graph.Folded.ToBuilder();
        foreach (var node in graph.Nodes)
        {
            if (!graph.Outputs.Contains(node.Outputs[0]) && node.Domain.Length == 0 && initializers.TryGetValue(node.Inputs.FirstOrDefault(""), out var weight)
                && graph.Value(node.Outputs[0]).Shape?.Constants() is { } shape && Changed(node, weight, shape) is { } result)
            {
                initializers[node.Outputs[0]] = result with { Name = node.Outputs[0] };
                folded.Add(node);
            }
            else
            {
                nodes.Add(node);
            }
        }

        return graph with { Nodes = nodes.ToImmutable(), Initializers = initializers.ToImmutable(), Folded = folded.ToImmutable() };
    }

    private static GraphTensor? Changed(GraphNode node, GraphTensor weight, long[] shape)
    {
        if (Renaming.Contains(node.Operator)) return weight with { Shape = [.. shape] };
        if (node.Operator != "Transpose" || weight.Element.Bits() is 0 or 4) return null;
        if (!weight.Content.IsStored) return weight with { Shape = [.. shape] };
        long[] order = node.Ints("perm") ?? [.. Enumerable.Range(0, shape.Length).Reverse().Select(a => (long)a)];
        return weight with { Shape = [.. shape], Content = new TensorContent.Inline(Transposed(weight, shape, order)) };
    }

    private static byte[] Transposed(GraphTensor weight, long[] shape, long[] order)
    {
        var width = weight.Element.Bits() / 8;
        var from = weight.Content.Load().Span;
        var to = new byte[from.Length];
        var strides = new long[order.Length];
        for (var k = 0; k < order.Length; k++) strides[k] = weight.Shape.Skip((int)order[k] + 1).Aggregate(1L, (a, b) => a * b);
        var index = new long[order.Length];
        long source = 0;
        for (long at = 0; at < weight.Count; at++)
        {
            from.Slice(checked((int)(source * width)), width).CopyTo(to.AsSpan(checked((int)(at * width))));
            for (var k = order.Length - 1; k >= 0; k--)
            {
                source += strides[k];
                if (++index[k] < shape[k]) break;
                source -= strides[k] * shape[k];
                index[k] = 0;
            }
        }

        return to;
    }
}
