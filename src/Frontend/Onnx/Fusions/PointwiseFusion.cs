using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// Operators that compute each element from those at its place, and what reads only their results, as one kernel: all values on the way
/// have the shape of the last and are read by nothing outside.
/// </summary>
public sealed class PointwiseFusion : IGraphPass
{
    // Each input is a buffer, each operator keeps registers: beyond this tiles would get small.
    private const int MostInputs = 8;
    private const int MostNodes = 32;

    public string Name => "pointwise";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var root in graph.Nodes.Reverse())
        {
            if (rewrite.IsTaken(root) || !PointwiseOperators.Contain(root, uses)) continue;
            var group = Grow(root, uses, rewrite);
            if (group.Count == 1 && !root.Inputs.Any(i => uses.Scalar(i) is not null)) continue;
            GraphNode[] body = [.. graph.Nodes.Where(group.Contains)];
            rewrite.Replace(group, root, new GraphNode(root.Name, InternalOperators.Pointwise, InternalOperators.Domain, 1,
                [.. Inputs(group)], root.Outputs, [NodeAttribute.NodeList("body", body)]));
        }

        return rewrite.Result();
    }

    private static HashSet<GraphNode> Grow(GraphNode root, GraphUses uses, GraphRewrite rewrite)
    {
        HashSet<GraphNode> group = [root];
        var shape = uses.Shape(root.Outputs[0]);
        for (var grew = true; grew && group.Count < MostNodes;)
        {
            var next = Inputs(group).Select(uses.Producer).OfType<GraphNode>().FirstOrDefault(n => !rewrite.IsTaken(n)
                && PointwiseOperators.Contain(n, uses) && uses.IsInside(n.Outputs[0], group) && Equals(uses.Shape(n.Outputs[0]), shape)
                && Inputs([.. group, n]).Count(i => uses.Scalar(i) is null) <= MostInputs);
            grew = next is not null && group.Add(next);
        }

        return group;
    }

    // In the order of their names, each once.
    private static SortedSet<string> Inputs(HashSet<GraphNode> group)
    {
        var inputs = new SortedSet<string>(group.SelectMany(n => n.Inputs).Where(i => i.Length > 0), StringComparer.Ordinal);
        inputs.ExceptWith(group.SelectMany(n => n.Outputs));
        return inputs;
    }
}
