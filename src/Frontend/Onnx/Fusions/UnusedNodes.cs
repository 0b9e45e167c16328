using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Removes nodes that no output needs.</summary>
public sealed class UnusedNodes : IGraphPass
{
    public string Name => "unused";

    public ModelGraph Run(ModelGraph graph)
    {
        var needed = graph.Outputs.ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Reverse())
            if (node.Outputs.Any(needed.Contains)) needed.UnionWith(node.Inputs);
        return graph with { Nodes = [.. graph.Nodes.Where(n => n.Outputs.Any(o => o.Length > 0 && needed.Contains(o)))] };
    }
}
