using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Shapes;
using ActorSim.Frontend.Onnx.Zoo;

namespace ActorSim.Bench.Exec;

/// <summary>A network of the zoo with weights and inputs drawn at random; the same every time.</summary>
internal sealed class FilledModel
{
    public FilledModel(string name, long batch, long sequence)
    {
        var model = ModelZoo.Find(name) ?? throw new ArgumentException($"no network '{name}' in the zoo");
        var graph = ShapeInference.Infer(model.Build(new ZooOptions { Batch = batch, Sequence = sequence }), name);
        var random = new Random(1);
        Graph = graph with { Initializers = graph.Initializers.Select(w => w.Value.Content.IsStored ? w.Value : Weight(w.Value, random))
            .ToImmutableSortedDictionary(w => w.Name, w => w, StringComparer.Ordinal) };
        Inputs = graph.Inputs.ToDictionary(i => i, i => Input(graph.Value(i), random));
    }

    public ModelGraph Graph { get; }

    public IReadOnlyDictionary<string, GraphTensor> Inputs { get; }

    // Vectors are scales, variances and shifts; matrices and filters keep the size of what passes through.
    private static GraphTensor Weight(GraphTensor weight, Random random)
    {
        var values = new float[weight.Count];
        var fan = weight.Shape.Length < 2 ? 1 : weight.Shape.Length > 2 ? weight.Count / weight.Shape[0] : weight.Shape.Max();
        var width = weight.Shape.Length < 2 ? 0.2f : (float)Math.Sqrt(3.0 / fan);
        for (var i = 0; i < values.Length; i++) values[i] = (weight.Shape.Length < 2 ? 1 : 0) + width * (2 * random.NextSingle() - 1);
        return weight with { Content = new TensorContent.Inline(MemoryMarshal.AsBytes<float>(values).ToArray()) };
    }

    private static GraphTensor Input(GraphValue value, Random random)
    {
        long[] shape = [.. value.Shape!.Dims.Select(d => d.Constant!.Value)];
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return value.Element == OnnxElementType.Int64
            ? GraphTensor.OfInt64s(value.Name, OnnxElementType.Int64, shape, [.. Enumerable.Range(0, (int)count).Select(_ => (long)random.Next(2))])
            : GraphTensor.OfDoubles(value.Name, OnnxElementType.Float32, shape, [.. Enumerable.Range(0, (int)count).Select(_ => 2 * random.NextDouble() - 1)]);
    }
}
