using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// Products and convolutions with what follows them: bias, one more addend (a residual), and an activation. What is summed or activated on
/// the way may be read by nothing else.
/// </summary>
public sealed class EpilogueFusion : IGraphPass
{
    public string Name => "epilogue";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var node in graph.Nodes.Where(n => n.Domain.Length == 0 && !rewrite.IsTaken(n)))
        {
            if (EpilogueStart.Of(node, graph) is not { } start) continue;
            var epilogue = new Epilogue(start, uses, rewrite);
            rewrite.Replace(epilogue.Nodes, epilogue.Nodes[^1], epilogue.Node());
        }

        return rewrite.Result();
    }
}
