using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Names for values and nodes that a model does not have yet.</summary>
internal sealed class FreshValueNames
{
    private readonly HashSet<string> _values;
    private readonly HashSet<string> _nodes;

    public FreshValueNames(ModelGraph graph)
    {
        _values = graph.Values.Keys.Concat(graph.Inputs).Concat(graph.Initializers.Keys).Concat(graph.Nodes.SelectMany(n => n.Outputs))
            .ToHashSet(StringComparer.Ordinal);
        _nodes = graph.Nodes.Concat(graph.Folded).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
    }

    public string Value(string wanted) => Unused(_values, wanted);

    public string Node(string wanted) => Unused(_nodes, wanted);

    private static string Unused(HashSet<string> taken, string wanted)
    {
        if (taken.Add(wanted)) return wanted;
        for (var n = 1; ; n++)
            if (taken.Add($"{wanted}.{n}")) return $"{wanted}.{n}";
    }
}
