using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Takes out the nodes that only give a value a second name, so that passes see neighbours as neighbours.</summary>
internal static class AliasElimination
{
    /// <param name="graph">In order.</param>
    /// <param name="bindings">Names of the Identity nodes that the expansion made; the model's own stay.</param>
    public static ModelGraph Apply(ModelGraph graph, IReadOnlySet<string> bindings)
    {
        if (bindings.Count == 0) return graph;
        var outputs = graph.Outputs.ToHashSet(StringComparer.Ordinal);
        var producers = graph.Nodes.SelectMany(n => n.Outputs).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        string Name(string value)
        {
            while (names.TryGetValue(value, out var next)) value = next;
            return value;
        }

        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(n => bindings.Contains(n.Name)))
        {
            var (value, alias) = (Name(node.Inputs[0]), node.Outputs[0]);
            if (!outputs.Contains(alias)) names[alias] = value;
            else if (producers.Contains(value) && !outputs.Contains(value)) names[value] = alias;
            else continue;
            gone.Add(node.Name);
        }

        ImmutableArray<string> All(ImmutableArray<string> values) => [.. values.Select(Name)];
        return graph with
        {
            Nodes = [.. graph.Nodes.Where(n => !gone.Contains(n.Name)).Select(n => n with { Inputs = All(n.Inputs), Outputs = All(n.Outputs) })],
            Folded = [.. graph.Folded.Where(n => !bindings.Contains(n.Name))],
        };
    }
}
