using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// softmax(scale Q K^T + mask) V in its parts, as one operator: scaled by a constant or not, masked by a sum, by a choice between the scores
/// and a very small number, or not at all. Keys and values that are repeated for several query heads are read where they were before.
/// </summary>
public sealed class AttentionFusion : IGraphPass
{
    public string Name => "attention";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var node in graph.Nodes.Where(n => n is { Domain: "", Operator: "MatMul" }))
            if (AttentionMatch.Of(node, uses) is { } match && !match.Nodes.Exists(rewrite.IsTaken))
                rewrite.Replace(match.Nodes, node, [.. match.Result(rewrite)]);
        return rewrite.Result();
    }
}
