using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Who computes and who reads each value of a graph.</summary>
internal sealed class GraphUses
{
    private readonly ModelGraph _graph;
    private readonly Dictionary<string, GraphNode> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GraphNode>> _readers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outputs;

    public GraphUses(ModelGraph graph)
    {
        _graph = graph;
        _outputs = graph.Outputs.ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0)) _producers[output] = node;
            foreach (var input in node.Inputs.Where(i => i.Length > 0)) Readers(input).Add(node);
        }
    }

    public ModelGraph Graph => _graph;

    /// <summary>The node that computes a value; null for inputs and constants.</summary>
    public GraphNode? Producer(string value) => _producers.GetValueOrDefault(value);

    /// <summary>The producer if it is of one of these standard operators.</summary>
    public GraphNode? Producer(string? value, params ReadOnlySpan<string> operators) =>
        value is not null && Producer(value) is { Domain: "" } node && operators.Contains(node.Operator) ? node : null;

    /// <summary>How often a value is read; being an output of the graph counts.</summary>
    public int Count(string value) => (_readers.TryGetValue(value, out var all) ? all.Count : 0) + (_outputs.Contains(value) ? 1 : 0);

    /// <summary>The node that reads a value if nothing else does, and the value is no output of the graph.</summary>
    public GraphNode? OnlyReader(string value) =>
        !_outputs.Contains(value) && _readers.TryGetValue(value, out var all) && all.Count == 1 ? all[0] : null;

    /// <summary>True if the nodes inside are all that read the value.</summary>
    public bool IsInside(string value, IReadOnlyCollection<GraphNode> nodes) =>
        !_outputs.Contains(value) && Readers(value).TrueForAll(nodes.Contains);

    /// <summary>The only number of a constant; null if it is not one, or of a type without fractions.</summary>
    public double? Scalar(string? value)
    {
        if (value is null) return null;
        if (_graph.Initializers.TryGetValue(value, out var tensor))
            return tensor.Count == 1 && tensor.Element.IsReal() && tensor.Content.IsStored ? tensor.ToDoubles()[0] : null;
        return _graph.Value(value).Known is { IsReal: true, Count: 1 } known ? known.Reals[0] : null;
    }

    /// <summary>Equal to within what is lost where a constant is rounded to 16 bits.</summary>
    public bool IsScalar(string? value, double expected) =>
        Scalar(value) is { } number && Math.Abs(number - expected) <= Math.Abs(expected) * 2e-3;

    public TensorShape? Shape(string value) => _graph.Value(value).Shape;

    /// <summary>The operand of a node of two that is not the one given.</summary>
    public static string Other(GraphNode node, string value) => node.Inputs[0] == value ? node.Inputs[1] : node.Inputs[0];

    private List<GraphNode> Readers(string value) => _readers.TryGetValue(value, out var all) ? all : _readers[value] = [];
}
