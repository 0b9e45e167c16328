using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// (x - mean) / sqrt(mean((x - mean)^2) + epsilon) scale + bias over the last axis, in its parts, as LayerNormalization.
/// </summary>
public sealed class LayerNormFusion : IGraphPass
{
    private const int LayerNormOpset = 17;

    public string Name => "layer-normalization";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var division in graph.Nodes.Where(n => n is { Domain: "", Operator: "Div" }))
        {
            List<GraphNode> nodes = [division];
            if (Normal(division, uses, nodes) is not var (x, epsilon) || ScaleAndBias(division, x, uses, nodes) is not { } parameters) continue;
            var root = nodes[^1];
            if (nodes.Exists(rewrite.IsTaken) || !nodes.TrueForAll(n => n == root || uses.IsInside(n.Outputs[0], nodes))) continue;
            rewrite.Replace(nodes, root, new GraphNode(root.Name, "LayerNormalization", "", LayerNormOpset, [x, .. parameters],
                root.Outputs, [NodeAttribute.Int("axis", -1), NodeAttribute.Float("epsilon", (float)epsilon)]));
        }

        return rewrite.Result();
    }

    private static (string X, double Epsilon)? Normal(GraphNode division, GraphUses uses, List<GraphNode> nodes)
    {
        if (Centred(division.Inputs[0], uses, nodes) is not { } x) return null;
        if (uses.Producer(division.Inputs[1], "Sqrt") is not { } root || uses.Producer(root.Inputs[0], "Add") is not { } sum) return null;
        var epsilon = uses.Scalar(sum.Inputs[1]) ?? uses.Scalar(sum.Inputs[0]);
        var variance = uses.Scalar(sum.Inputs[1]) is null ? sum.Inputs[1] : sum.Inputs[0];
        if (epsilon is null || Mean(variance, uses) is not { } mean || uses.Producer(mean.Inputs[0], "Pow", "Mul") is not { } square) return null;
        var isSquare = square.Operator == "Mul" ? square.Inputs[0] == square.Inputs[1] : uses.IsScalar(square.Inputs[1], 2);
        nodes.AddRange([root, sum, mean, square]);
        return isSquare && Centred(square.Inputs[0], uses, nodes) == x ? (x, epsilon.Value) : null;
    }

    // x of x - mean(x); its nodes may be shared or be there twice.
    private static string? Centred(string value, GraphUses uses, List<GraphNode> nodes)
    {
        if (uses.Producer(value, "Sub") is not { } difference || Mean(difference.Inputs[1], uses) is not { } mean
            || mean.Inputs[0] != difference.Inputs[0]) return null;
        nodes.AddRange(new[] { difference, mean }.Where(n => !nodes.Contains(n)));
        return difference.Inputs[0];
    }

    private static GraphNode? Mean(string value, GraphUses uses)
    {
        if (uses.Producer(value, "ReduceMean") is not { } mean || mean.Int("keepdims") == 0) return null;
        var axes = mean.Ints("axes") ?? (mean.Input(1) is { } list ? uses.Graph.Value(list).Known?.Constants() : null);
        return axes is [var axis] && (axis == -1 || axis == uses.Shape(mean.Inputs[0])?.Rank - 1) ? mean : null;
    }

    // Of the last axis's size, as a vector; the bias may be missing, the scale may not.
    private static string[]? ScaleAndBias(GraphNode division, string x, GraphUses uses, List<GraphNode> nodes)
    {
        if (uses.OnlyReader(division.Outputs[0]) is not { Domain: "", Operator: "Mul" } product) return null;
        var scale = GraphUses.Other(product, division.Outputs[0]);
        if (!IsVector(scale, x, uses)) return null;
        nodes.Add(product);
        if (uses.OnlyReader(product.Outputs[0]) is not { Domain: "", Operator: "Add" } sum) return [scale];
        var bias = GraphUses.Other(sum, product.Outputs[0]);
        if (!IsVector(bias, x, uses)) return [scale];
        nodes.Add(sum);
        return [scale, bias];
    }

    private static bool IsVector(string value, string x, GraphUses uses) =>
        uses.Shape(value) is { Rank: 1 } shape && uses.Shape(x) is { Rank: > 0 } whole && shape[0] == whole[whole.Rank - 1];
}
