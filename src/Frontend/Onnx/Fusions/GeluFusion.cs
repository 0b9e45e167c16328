using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>x (1 + erf(x / sqrt 2)) / 2, and the same with tanh(sqrt(2 / pi) (x + 0.044715 x^3)), as Gelu.</summary>
public sealed class GeluFusion : IGraphPass
{
    private const int GeluOpset = 20;

    public string Name => "gelu";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var root in graph.Nodes.Where(n => n is { Domain: "", Operator: "Mul" or "Div" }))
            if (Match(root, uses) is var (x, approximate, nodes) && !nodes.Exists(rewrite.IsTaken))
                rewrite.Replace(nodes, root, new GraphNode(root.Name, "Gelu", "", GeluOpset, [x], [root.Outputs[0]],
                    [NodeAttribute.Text("approximate", approximate)]));
        return rewrite.Result();
    }

    private static (string X, string Approximate, List<GraphNode> Nodes)? Match(GraphNode root, GraphUses uses)
    {
        var product = Factors.Of(root.Outputs[0], uses);
        if (product.Values.Count != 2 || !product.ConstantIs(0.5)) return null;
        for (var i = 0; i < 2; i++)
        {
            var x = product.Values[1 - i];
            if (OnePlus(product.Values[i], uses) is not { } sum) continue;
            var inner = GraphUses.Other(sum, uses.IsScalar(sum.Inputs[0], 1) ? sum.Inputs[0] : sum.Inputs[1]);
            if (uses.Producer(inner, "Erf", "Tanh") is not { } function) continue;
            List<GraphNode> nodes = [.. product.Nodes, sum, function];
            var fits = function.Operator == "Erf" ? IsScaled(function.Inputs[0], x, uses, nodes) : IsCubic(function.Inputs[0], x, uses, nodes);
            if (fits && nodes.TrueForAll(n => n == root || uses.IsInside(n.Outputs[0], nodes)))
                return (x, function.Operator == "Erf" ? "none" : "tanh", nodes);
        }

        return null;
    }

    private static GraphNode? OnePlus(string value, GraphUses uses) =>
        uses.Producer(value, "Add") is { } sum && (uses.IsScalar(sum.Inputs[0], 1) || uses.IsScalar(sum.Inputs[1], 1)) ? sum : null;

    private static bool IsScaled(string value, string x, GraphUses uses, List<GraphNode> nodes)
    {
        var argument = Factors.Of(value, uses);
        nodes.AddRange(argument.Nodes);
        return argument.Values.SequenceEqual([x]) && argument.ConstantIs(Math.Sqrt(0.5));
    }

    private static bool IsCubic(string value, string x, GraphUses uses, List<GraphNode> nodes)
    {
        var argument = Factors.Of(value, uses);
        nodes.AddRange(argument.Nodes);
        if (!argument.ConstantIs(Math.Sqrt(2 / Math.PI)) || argument.Values.Count != 1
            || uses.Producer(argument.Values[0], "Add") is not { } sum || !sum.Inputs.Contains(x)) return false;
        nodes.Add(sum);
        var cubic = Factors.Of(GraphUses.Other(sum, x), uses);
        nodes.AddRange(cubic.Nodes);
        if (!cubic.ConstantIs(0.044715)) return false;
        if (cubic.Values.SequenceEqual([x, x, x])) return true;
        if (cubic.Values.Count != 1 || uses.Producer(cubic.Values[0], "Pow") is not { } power || power.Inputs[0] != x) return false;
        nodes.Add(power);
        return uses.IsScalar(power.Inputs[1], 3);
    }
}
