using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// Fused products and attention read operands through a Transpose in front of them, and write their result through one behind: layouts are
/// strides of their transfers. A Transpose that something else reads too stays.
/// </summary>
public sealed class TransposeAbsorption : IGraphPass
{
    private static readonly (string Operator, string[] Inputs, string Output)[] Operands =
    [
        (InternalOperators.MatMul, ["permA", "permB"], "permC"),
        (InternalOperators.Attention, ["permQ", "permK", "permV"], "permY"),
    ];

    public string Name => "transpose";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var node in graph.Nodes)
        {
            foreach (var (_, inputs, output) in Operands.Where(o => InternalOperators.Is(node, o.Operator)))
            {
                List<GraphNode> nodes = [node];
                var changed = node;
                for (var i = 0; i < inputs.Length; i++) changed = WithInput(changed, i, inputs[i], uses, rewrite, nodes);
                changed = WithOutput(changed, output, uses, rewrite, nodes);
                if (nodes.Count > 1) rewrite.Replace(nodes, changed.Outputs[0] == node.Outputs[0] ? node : nodes[^1], changed);
            }
        }

        return rewrite.Result();
    }

    private static GraphNode WithInput(
        GraphNode node, int index, string attribute, GraphUses uses, GraphRewrite rewrite, List<GraphNode> nodes)
    {
        while (uses.OnlyReader(node.Inputs[index]) is not null && uses.Producer(node.Inputs[index], "Transpose") is { } transpose
            && !rewrite.IsTaken(transpose))
        {
            var order = Order(transpose, uses);
            nodes.Insert(0, transpose);
            node = With(node with { Inputs = node.Inputs.SetItem(index, transpose.Inputs[0]) }, attribute,
                node.Ints(attribute) is { } own ? [.. own.Select(axis => order[axis])] : order);
        }

        return node;
    }

    // Only where the rows stay rows of their last axis: elements along it are stored together.
    private static GraphNode WithOutput(GraphNode node, string attribute, GraphUses uses, GraphRewrite rewrite, List<GraphNode> nodes)
    {
        if (node.Has(attribute) || node.Has("rows") || uses.OnlyReader(node.Outputs[0]) is not { Domain: "", Operator: "Transpose" } transpose
            || rewrite.IsTaken(transpose)) return node;
        var order = Order(transpose, uses);
        if (order[^1] != order.Length - 1) return node;
        nodes.Add(transpose);
        return With(node with { Outputs = transpose.Outputs }, attribute, order);
    }

    private static long[] Order(GraphNode transpose, GraphUses uses) => transpose.Ints("perm")
        ?? [.. Enumerable.Range(0, uses.Shape(transpose.Inputs[0])?.Rank ?? 0).Reverse().Select(a => (long)a)];

    private static GraphNode With(GraphNode node, string attribute, IEnumerable<long> order) => node with
    {
        Attributes = node.Attributes.RemoveAll(a => a.Name == attribute).Add(NodeAttribute.IntList(attribute, order)),
    };
}
