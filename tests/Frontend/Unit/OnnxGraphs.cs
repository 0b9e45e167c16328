using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Tests.Unit;

/// <summary>Small graphs for tests.</summary>
internal static class OnnxGraphs
{
    public static readonly Dim N = Dim.Symbol("n");

    public static GraphNode Node(string op, string[] inputs, string output, params NodeAttribute[] attributes) =>
        new($"{op}_{output}", op, "", 17, [.. inputs], [output], [.. attributes]);

    public static GraphValue Input(string name, params Dim[] shape) =>
        new(name, ValueKind.Tensor, OnnxElementType.Float32, new TensorShape(shape));

    public static ModelGraph Of(GraphValue[] inputs, GraphTensor[] constants, GraphNode[] nodes, params string[] outputs) => new()
    {
        Name = "test",
        Opsets = ImmutableSortedDictionary<string, int>.Empty.Add("", 17),
        Inputs = [.. inputs.Select(i => i.Name)],
        Outputs = [.. outputs],
        Nodes = [.. nodes],
        Initializers = constants.ToImmutableSortedDictionary(c => c.Name, c => c),
        Values = inputs.Concat(constants.Select(c => new GraphValue(c.Name, ValueKind.Tensor, c.Element, c.SymbolicShape, Known(c))))
            .Concat(outputs.Select(o => new GraphValue(o, ValueKind.Tensor, OnnxElementType.Float32)))
            .ToImmutableDictionary(v => v.Name),
    };

    public static GraphTensor Ints(string name, params long[] values) =>
        GraphTensor.OfInt64s(name, OnnxElementType.Int64, [values.Length], values);

    private static KnownTensor? Known(GraphTensor c) =>
        c.Element == OnnxElementType.Int64 ? KnownTensor.Of(c.Shape, c.ToInt64s().Select(v => (Dim)v))
            : c.Content.IsStored ? KnownTensor.OfReals(c.Shape, c.ToDoubles()) : null;
}
