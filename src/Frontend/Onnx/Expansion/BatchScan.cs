using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>A Scan of opset 8, whose first axis is the batch: a scan of each of the batch, and their results stacked.</summary>
internal static class BatchScan
{
    public static void Unroll(GraphExpansion expansion, GraphNode node)
    {
        if (node.Input(0) is not null) throw new ExpansionException("scans sequences of different lengths (input 0); convert the model to opset 9 or later");
        var compose = new Composition(expansion, node);
        string[] operands = [.. node.Inputs.Skip(1)];
        var batch = compose.Size(operands[0], 0);
        ControlFlow.CheckSteps(batch);
        var results = node.Outputs.Select(_ => new List<string>()).ToArray();
        for (long b = 0; b < batch; b++)
        {
            var one = One(expansion, node, b, [.. operands.Select(o => compose.Op("Gather", [o, compose.Whole(b)], NodeAttribute.Int("axis", 0)))]);
            expansion.Visit(one);
            for (var i = 0; i < results.Length; i++) results[i].Add(one.Outputs[i]);
        }

        for (var i = 0; i < results.Length; i++)
            if (node.Output(i) is { } name) expansion.Bind(name, Composition.Stacked(expansion, node, results[i], 0));
    }

    private static GraphNode One(GraphExpansion expansion, GraphNode node, long batch, string[] inputs) => node with
    {
        Name = expansion.Names.Node($"{node.Name}.{batch}"),
        Opset = 9,
        Inputs = [.. inputs],
        Outputs = [.. node.Outputs.Select(o => expansion.Names.Value($"{node.Name}.{batch}/{o}"))],
        Attributes = [.. node.Attributes.Select(a => a.Name == "directions" ? a with { Name = "scan_input_directions" } : a)],
    };
}
