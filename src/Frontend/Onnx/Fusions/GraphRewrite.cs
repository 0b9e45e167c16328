using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Collects replacements of groups of nodes, each of them by one node, and makes the changed graph.</summary>
internal sealed class GraphRewrite(ModelGraph graph)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<GraphNode>> _results = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, GraphTensor> _constants = new(StringComparer.Ordinal);
    private readonly List<GraphValue> _values = [];

    /// <summary>True if the node belongs to an earlier replacement.</summary>
    public bool IsTaken(GraphNode node) => _taken.Contains(node.Name);

    /// <summary>
    /// The nodes are replaced by <paramref name="result"/> in the place of the last of them, <paramref name="root"/>. What they
    /// compute for nodes outside is computed by the result under the same name.
    /// </summary>
    public void Replace(IReadOnlyCollection<GraphNode> nodes, GraphNode root, params ReadOnlySpan<GraphNode> result)
    {
        foreach (var node in nodes)
            if (!_taken.Add(node.Name)) throw new InvalidOperationException($"{node} is replaced twice");
        _results.Add(root.Name, [.. result]);
    }

    /// <summary>A new constant; returns its name, which is unused.</summary>
    public string Constant(GraphTensor tensor)
    {
        var name = Unused(tensor.Name);
        _constants.Add(name, tensor with { Name = name });
        _values.Add(new GraphValue(name, ValueKind.Tensor, tensor.Element, tensor.SymbolicShape));
        return name;
    }

    /// <summary>A new value between nodes; returns its name, which is unused.</summary>
    public string Value(string prefix, OnnxElementType element, TensorShape shape)
    {
        var name = Unused(prefix);
        _values.Add(new GraphValue(name, ValueKind.Tensor, element, shape));
        return name;
    }

    public ModelGraph Result()
    {
        if (_results.Count == 0) return graph;
        var nodes = ImmutableArray.CreateBuilder<GraphNode>();
        foreach (var node in graph.Nodes)
        {
            if (_results.TryGetValue(node.Name, out var result)) nodes.AddRange(result);
            else if (!_taken.Contains(node.Name)) nodes.Add(node);
        }

        return graph with
        {
            Nodes = nodes.ToImmutable(),
            Initializers = graph.Initializers.AddRange(_constants),
            Values = graph.Values.AddRange(_values.Select(v => KeyValuePair.Create(v.Name, v))),
        };
    }

    private string Unused(string prefix)
    {
        var name = prefix;
        for (var n = 1; graph.Values.ContainsKey(name) || graph.Initializers.ContainsKey(name) || _values.Exists(v => v.Name == name); n++)
            name = $"{prefix}.{n}";
        return name;
    }
}
