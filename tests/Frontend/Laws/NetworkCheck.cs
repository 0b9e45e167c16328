using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Compiles a graph, runs it on random inputs and weights, and compares every output with a naive evaluation.</summary>
internal static class NetworkCheck
{
    private const double Tolerance = 1e-4;

    public static void Run(ModelGraph graph, IEnumerable<MachineFacts> machines)
    {
        var weighted = WithWeights(graph, new Random(7));
        var random = new Random(11);
        var inputs = weighted.Inputs.Select(name => Random(weighted.Value(name).Shape!.Constants()!, random, -1, 1, name)).ToArray();
        var expected = RefModel.Run(ModelImport.Finish(weighted, "test"), inputs);
        foreach (var machine in machines)
        {
            var model = ModelCompiler.Compile(weighted, "test", machine);
            var results = ModelExecution.Run(model, inputs.ToDictionary(i => i.Name));
            Assert.All(weighted.Outputs.Zip(results), o => Compare(o.First, expected[o.First], o.Second));
        }
    }

    private static void Compare(string name, RefTensor expected, GraphTensor result)
    {
        Assert.Equal(expected.Shape, result.Shape);
        var scale = expected.Values.Max(Math.Abs);
        Assert.InRange(scale, 1e-2, 1e4);
        var values = result.ToDoubles();
        for (var i = 0; i < values.Length; i++)
            Assert.True(Math.Abs(expected.Values[i] - values[i]) <= Tolerance * scale, $"{name}[{i}] is {values[i]:R}, expected {expected.Values[i]:R}");
    }

    private static ModelGraph WithWeights(ModelGraph graph, Random random) => graph with
    {
        Initializers = graph.Initializers.ToImmutableSortedDictionary(
            p => p.Key, p => p.Value.Content.IsStored ? p.Value : Weight(p.Value, random), StringComparer.Ordinal),
    };

    // Sums of so many products stay near 1; variances are above 0.
    private static GraphTensor Weight(GraphTensor weight, Random random)
    {
        if (weight.Name.EndsWith("var", StringComparison.Ordinal)) return Random(weight.Shape, random, 0.5, 1.5, weight.Name);
        var fanIn = weight.Shape.Length switch { 4 => weight.Shape[1] * weight.Shape[2] * weight.Shape[3], 2 => weight.Shape.Min(), _ => 3 };
        var bound = Math.Sqrt(3.0 / fanIn);
        return Random(weight.Shape, random, -bound, bound, weight.Name);
    }

    private static GraphTensor Random(IEnumerable<long> shape, Random random, double low, double high, string name)
    {
        long[] sizes = [.. shape];
        var values = Enumerable.Range(0, (int)sizes.Aggregate(1L, (a, b) => a * b)).Select(_ => low + (high - low) * random.NextDouble());
        return GraphTensor.OfDoubles(name, OnnxElementType.Float32, sizes, [.. values]);
    }
}
