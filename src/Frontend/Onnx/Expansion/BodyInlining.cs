using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Puts the nodes of a function or of a graph inside a node into the graph around it, with names of their own.</summary>
internal sealed class BodyInlining(GraphExpansion expansion, ImmutableArray<GraphFunction> functions)
{
    private const int MostDepth = 64;

    private readonly Stack<GraphFunction> _calls = new();

    /// <summary>Replaces a call by the function's nodes; false if the node calls none.</summary>
    public bool TryCall(GraphNode node)
    {
        if (functions.FirstOrDefault(f => f.IsCalledBy(node)) is not { } function) return false;
        if (_calls.Contains(function))
            throw new ExpansionException($"function '{function.Name}' calls itself ({Chain(function)}); a function may call others only");
        if (_calls.Count >= MostDepth) throw new ExpansionException($"functions are nested more than {MostDepth} deep");
        _calls.Push(function);
        try
        {
            string[] arguments = [.. function.Inputs.Select((_, i) => node.Input(i) ?? "")];
            var body = new GraphBody(function.Inputs, function.Outputs, [.. function.Nodes.Select(n => Given(n, node, function))], []);
            var results = Inline(body, node.Name, arguments);
            for (var i = 0; i < Math.Min(results.Count, node.Outputs.Length); i++)
                if (node.Output(i) is { } name) expansion.Bind(name, results[i]);
        }
        finally
        {
            _calls.Pop();
        }

        return true;
    }

    /// <summary>Visits a body's nodes, reading <paramref name="arguments"/> for its inputs; returns its outputs' names.</summary>
    /// <param name="body">A branch, or what a loop does once.</param>
    /// <param name="prefix">Of the names of its values and nodes.</param>
    /// <param name="arguments">One for each input; empty: left out.</param>
    public IReadOnlyList<string> Inline(GraphBody body, string prefix, IReadOnlyList<string> arguments)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < body.Inputs.Length; i++) names[body.Inputs[i]] = i < arguments.Count ? arguments[i] : "";
        foreach (var constant in body.Initializers)
        {
            names[constant.Name] = expansion.Names.Value($"{prefix}/{constant.Name}");
            expansion.Define(constant with { Name = names[constant.Name] });
        }

        foreach (var node in body.Nodes)
        {
            var inputs = Renamed(node, names);
            foreach (var output in node.Outputs.Where(o => o.Length > 0)) names[output] = expansion.Names.Value($"{prefix}/{output}");
            expansion.Visit(inputs with
            {
                Name = expansion.Names.Node($"{prefix}/{node.Name}"),
                Outputs = [.. node.Outputs.Select(o => o.Length == 0 ? o : names[o])],
            });
        }

        return [.. body.Outputs.Select(o => names.GetValueOrDefault(o, o))];
    }

    private static GraphNode Renamed(GraphNode node, Dictionary<string, string> names) => node with
    {
        Inputs = [.. node.Inputs.Select(i => names.GetValueOrDefault(i, i))],
        Attributes = node.HasSubgraph ? [.. node.Attributes.Select(a => a.Body is { } body ? a with { Body = Renamed(body, names) } : a)] : node.Attributes,
    };

    // Names that a body defines itself hide those around it.
    private static GraphBody Renamed(GraphBody body, Dictionary<string, string> names)
    {
        var captured = body.Captures().ToHashSet(StringComparer.Ordinal);
        var inner = names.Where(n => captured.Contains(n.Key)).ToDictionary(StringComparer.Ordinal);
        return body with
        {
            Nodes = [.. body.Nodes.Select(n => Renamed(n, inner))],
            Outputs = [.. body.Outputs.Select(o => inner.GetValueOrDefault(o, o))],
        };
    }

    // Attributes that refer to those of the call; one that neither the call nor the function has is left out.
    private static GraphNode Given(GraphNode inner, GraphNode call, GraphFunction function) => inner with
    {
        Attributes = [.. inner.Attributes.Select(a => Given(a, call, function)).Where(a => a is not null).Select(a => a!)],
    };

    private static NodeAttribute? Given(NodeAttribute a, GraphNode call, GraphFunction function)
    {
        if (a.Body is { } body) return a with { Body = body with { Nodes = [.. body.Nodes.Select(n => Given(n, call, function))] } };
        if (a.Reference.Length == 0) return a;
        var found = call.Attribute(a.Reference) ?? function.Defaults.FirstOrDefault(d => d.Name == a.Reference);
        return found is null ? null : found with { Name = a.Name };
    }

    private string Chain(GraphFunction function) => string.Join(" calls ", _calls.Reverse().Append(function).Select(f => f.Name));
}
