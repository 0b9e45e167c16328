using System.Collections.Immutable;
using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Onnx.Format;

namespace ActorSim.Frontend.Onnx;

/// <summary>Nodes with their attributes.</summary>
internal sealed class NodeDecoder(ImmutableSortedDictionary<string, int> opsets, TensorDecoder tensors, OnnxProblems problems)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly AttributeDecoder _attributes = new(tensors, problems);

    public IReadOnlyList<GraphNode> Decode(GraphProto graph, NameTable names)
    {
        var nodes = new List<GraphNode>(graph.Node.Count);
        for (var i = 0; i < graph.Node.Count; i++)
        {
            var node = Decode(graph.Node[i], i);
            nodes.Add(node);
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                names.Define(output, node.ToString());
            }
        }

        return nodes;
    }

    private GraphNode Decode(NodeProto node, int index)
    {
        var name = Unique(node, index);
        var place = $"{node.OpType} '{name}'";
        var domain = OpsetCheck.Normal(node.Domain);
        if (node.OpType.Length == 0)
        {
            problems.Add($"node {index} '{name}'", "names no operator; export the model again");
        }

        if (!opsets.TryGetValue(domain, out var opset))
        {
            problems.Add(place, $"is of domain '{domain}', for which the model imports no operator set; export the model again");
        }

        if (node.Output.Count == 0)
        {
            problems.Add(place, "has no output; export the model again");
        }

        return new GraphNode(name, node.OpType, domain, opset, [.. node.Input], [.. node.Output],
            _attributes.Decode(node.Attribute, node.OpType, place));
    }

    // Names of nodes are for people: the format does not ask for unique ones, reports do.
    private string Unique(NodeProto node, int index)
    {
        var wanted = node.Name.Length > 0 ? node.Name : $"{node.OpType}_{index}";
        return _names.Add(wanted) ? wanted : Numbered(wanted, index);
    }

    private string Numbered(string wanted, int index)
    {
        for (var name = $"{wanted}_{index}"; ; name += "_")
        {
            if (_names.Add(name))
            {
                return name;
            }
        }
    }
}
