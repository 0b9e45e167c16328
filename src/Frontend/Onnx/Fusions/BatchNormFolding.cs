using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// A batch normalization behind a convolution becomes part of its weights and bias: w scale / sqrt(var + eps) for each output channel, and
/// (b - mean) scale / sqrt(var + eps) + shift. Weights without data stay without.
/// </summary>
public sealed class BatchNormFolding : IGraphPass
{
    public string Name => "batch-normalization";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var norm in graph.Nodes.Where(n => n is { Domain: "", Operator: "BatchNormalization" }))
            if (uses.Producer(norm.Inputs[0], "Conv") is { } conv && Fits(conv, norm, uses))
                rewrite.Replace([conv, norm], norm, Folded(conv, norm, graph, rewrite));
        return rewrite.Result();
    }

    private static bool Fits(GraphNode conv, GraphNode norm, GraphUses uses)
    {
        var graph = uses.Graph;
        string[] constants = [.. conv.Inputs.Skip(1).Where(i => i.Length > 0), .. norm.Inputs.Skip(1)];
        return uses.OnlyReader(conv.Outputs[0]) == norm && norm.Int("training_mode") == 0 && norm.Opset >= 7
            && norm.Outputs.Skip(1).All(o => o.Length == 0) && constants.All(graph.Initializers.ContainsKey)
            && constants.All(c => graph.Initializers[c].Element == graph.Initializers[conv.Inputs[1]].Element);
    }

    private static GraphNode Folded(GraphNode conv, GraphNode norm, ModelGraph graph, GraphRewrite rewrite)
    {
        GraphTensor Tensor(string name) => graph.Initializers[name];
        var weight = Tensor(conv.Inputs[1]);
        var old = conv.Input(2) is { } name ? Tensor(name) : null;
        var parameters = norm.Inputs.Skip(1).Select(Tensor).ToArray();
        var channels = weight.Shape[0];
        var bias = new GraphTensor($"{conv.Name}.bias", weight.Element, [channels], new TensorContent.Absent());
        weight = weight with { Name = weight.Name + ".folded" };
        if (parameters.Append(weight).All(t => t.Content.IsStored) && old is null or { Content.IsStored: true })
        {
            var (factor, shift) = Affine(parameters, old, norm.Float("epsilon"));
            bias = GraphTensor.OfDoubles(bias.Name, weight.Element, [channels], shift);
            weight = Scaled(weight, factor);
        }
        else
        {
            weight = weight with { Content = new TensorContent.Absent() };
        }

        return conv with
        {
            Inputs = [conv.Inputs[0], rewrite.Constant(weight), rewrite.Constant(bias)],
            Outputs = [norm.Outputs[0]],
        };
    }

    private static (double[] Factor, double[] Shift) Affine(GraphTensor[] parameters, GraphTensor? old, double epsilon)
    {
        var (scale, shift, mean, variance) =
            (parameters[0].ToDoubles(), parameters[1].ToDoubles(), parameters[2].ToDoubles(), parameters[3].ToDoubles());
        var bias = old?.ToDoubles() ?? new double[scale.Length];
        double[] factor = [.. scale.Select((s, c) => s / Math.Sqrt(variance[c] + epsilon))];
        return (factor, [.. factor.Select((f, c) => ((bias[c] - mean[c]) * f) + shift[c])]);
    }

    private static GraphTensor Scaled(GraphTensor weight, double[] factor)
    {
        var values = weight.ToDoubles();
        var each = values.Length / factor.Length;
        for (var i = 0; i < values.Length; i++) values[i] *= factor[i / each];
        return GraphTensor.OfDoubles(weight.Name, weight.Element, weight.Shape, values);
    }
}
