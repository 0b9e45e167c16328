using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Operators that a model defines itself. Only those that are called are read: the others may hold anything.</summary>
internal static class FunctionDecoder
{
    public static ImmutableArray<GraphFunction> Decode(
        ModelProto model, ImmutableSortedDictionary<string, int> opsets, TensorDecoder tensors, OnnxProblems problems)
    {
        var called = Called(model);
        ImmutableArray<GraphFunction> functions =
            [.. model.Functions.Where(f => called.Contains(Key(f.Domain, f.Name))).Select(f => Decode(f, opsets, tensors, problems))];
        problems.ThrowIfAny();
        return functions;
    }

    private static string Key(string domain, string name) => $"{OpsetCheck.Normal(domain)}.{name}";

    // From the graph on, through the functions it calls.
    private static HashSet<string> Called(ModelProto model)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<IEnumerable<NodeProto>>([model.Graph.Node]);
        while (left.TryDequeue(out var nodes))
        {
            foreach (var node in nodes)
            {
                foreach (var graph in node.Attribute.Where(a => a.G is not null)) left.Enqueue(graph.G.Node);
                if (!found.Add(Key(node.Domain, node.OpType))) continue;
                foreach (var function in model.Functions.Where(f => f.Name == node.OpType && Key(f.Domain, f.Name) == Key(node.Domain, node.OpType)))
                    left.Enqueue(function.Node);
            }
        }

        return found;
    }

    private static GraphFunction Decode(
        FunctionProto function, ImmutableSortedDictionary<string, int> opsets, TensorDecoder tensors, OnnxProblems problems)
    {
        var place = $"function '{function.Name}'";
        var own = opsets.ToBuilder();
        foreach (var import in function.OpsetImport)
        {
            own.Remove(OpsetCheck.Normal(import.Domain));
            OpsetCheck.Add(own, OpsetCheck.Normal(import.Domain), import.Version, problems);
        }

        var names = new NameTable(problems);
        foreach (var input in function.Input) names.Define(input, place);
        var nodes = new NodeDecoder(own.ToImmutable(), tensors, problems).Decode(function.Node, names);
        names.CheckReads(nodes);
        var attributes = new AttributeDecoder(tensors, problems, (_, at) =>
        {
            problems.Add(at, "a default that is a graph is not supported; inline the function when exporting");
            return new GraphBody([], [], [], []);
        });
        return new GraphFunction(OpsetCheck.Normal(function.Domain), function.Name, function.Overload, [.. function.Input], [.. function.Output],
            attributes.Decode(function.AttributeProto, function.Name, place), NodeOrder.Sort(nodes, problems));
    }
}
