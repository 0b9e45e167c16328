using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Nodes with their attributes, and the graphs inside them.</summary>
internal sealed class NodeDecoder
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, int> _opsets;
    private readonly TensorDecoder _tensors;
    private readonly OnnxProblems _problems;
    private readonly AttributeDecoder _attributes;

    public NodeDecoder(ImmutableSortedDictionary<string, int> opsets, TensorDecoder tensors, OnnxProblems problems)
    {
        (_opsets, _tensors, _problems) = (opsets, tensors, problems);
        _attributes = new AttributeDecoder(tensors, problems, Body);
    }

    public IReadOnlyList<GraphNode> Decode(IReadOnlyList<NodeProto> protos, NameTable names)
    {
        var nodes = new List<GraphNode>(protos.Count);
        for (var i = 0; i < protos.Count; i++)
        {
            var node = Decode(protos[i], i);
            nodes.Add(node);
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                names.Define(output, node.ToString());
            }
        }

        return nodes;
    }

    // What a body reads from around it is checked where the node stands.
    private GraphBody Body(GraphProto graph, string place)
    {
        var names = new NameTable(_problems);
        var constants = ImmutableArray.CreateBuilder<GraphTensor>();
        foreach (var tensor in graph.Initializer)
        {
            names.Define(tensor.Name, place);
            if (_tensors.Decode(tensor, $"{place}, initializer '{tensor.Name}'") is { } decoded) constants.Add(decoded);
        }

        ImmutableArray<string> inputs = [.. graph.Input.Select(i => i.Name).Where(n => constants.All(c => c.Name != n))];
        foreach (var input in inputs) names.Define(input, place);
        var nodes = new NodeDecoder(_opsets, _tensors, _problems).Decode(graph.Node, names);
        return new GraphBody(inputs, [.. graph.Output.Select(o => o.Name)], NodeOrder.Sort(nodes, _problems), constants.ToImmutable());
    }

    private GraphNode Decode(NodeProto node, int index)
    {
        var name = Unique(node, index);
        var place = $"{node.OpType} '{name}'";
        var domain = OpsetCheck.Normal(node.Domain);
        if (node.OpType.Length == 0)
        {
            _problems.Add($"node {index} '{name}'", "names no operator; export the model again");
        }

        if (!_opsets.TryGetValue(domain, out var opset))
        {
            _problems.Add(place, $"is of domain '{domain}', for which the model imports no operator set; export the model again");
        }

        if (node.Output.Count == 0)
        {
            _problems.Add(place, "has no output; export the model again");
        }

        return new GraphNode(name, node.OpType, domain, opset, [.. node.Input], [.. node.Output],
            _attributes.Decode(node.Attribute, node.OpType, place))
        { Overload = node.Overload };
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
