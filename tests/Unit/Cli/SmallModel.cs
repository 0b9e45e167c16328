using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>A model of one layer whose batch is open: y[batch, 64] = x[batch, 256] w[256, 64].</summary>
internal static class SmallModel
{
    public static string Write(string path)
    {
        var batch = Dim.Symbol("batch");
        var graph = new ModelGraph
        {
            Name = "small",
            Opsets = ImmutableSortedDictionary<string, int>.Empty.Add("", 17),
            Inputs = ["x", "w"],
            Outputs = ["y"],
            Nodes = [new GraphNode("layer", "MatMul", "", 17, ["x", "w"], ["y"], [])],
            Initializers = ImmutableSortedDictionary<string, GraphTensor>.Empty,
            Values = new[] { Value("x", batch, 256), Value("w", 256, 64), Value("y", batch, 64) }.ToImmutableDictionary(v => v.Name),
        };
        OnnxModelWriter.Write(graph, path);
        return path;
    }

    private static GraphValue Value(string name, params Dim[] shape) =>
        new(name, ValueKind.Tensor, OnnxElementType.Float32, new TensorShape(shape));
}
