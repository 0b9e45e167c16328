using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Conformance.Differential;

/// <summary>Random graphs through compiler and interpreter, beside ONNX Runtime: 60 of them, 3,000 with ACTORSIM_NIGHTLY=1.</summary>
public sealed class RandomGraphTests
{
    private const double Tolerance = 1e-4;

    private static readonly int Graphs = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1" ? 3000 : 60;

    [Fact]
    public void Random_graphs_give_what_the_runtime_gives()
    {
        var different = Enumerable.Range(1, Graphs).Select(Difference).Where(d => d is not null).ToArray();
        Assert.True(different.Length == 0, string.Join('\n', different));
    }

    private static string? Difference(int seed)
    {
        var (graph, input) = RandomGraph.Of(seed);
        var expected = RuntimeSession.Run(graph, input);
        var model = ModelCompiler.Compile(graph, $"seed {seed}", MachineFacts.Toy8);
        var got = ModelExecution.Run(model, new Dictionary<string, GraphTensor> { [input.Name] = input });
        for (var k = 0; k < expected.Count; k++)
            if (Difference(expected[k], got[k]) is { } text) return $"seed {seed}, output '{expected[k].Name}': {text}; {string.Join(", ", graph.Nodes)}";
        return null;
    }

    // Relative to the tensor's own scale: sums of large terms leave small rests.
    private static string? Difference(GraphTensor expected, GraphTensor got)
    {
        if (!expected.Shape.SequenceEqual(got.Shape) || expected.Element != got.Element)
            return $"{got.Element}[{string.Join(',', got.Shape)}], expected {expected.Element}[{string.Join(',', expected.Shape)}]";
        var (wanted, found) = (expected.ToDoubles(), got.ToDoubles());
        var tolerance = expected.Element.IsReal() ? Tolerance * Math.Max(1, wanted.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max()) : 0;
        for (var i = 0; i < wanted.Length; i++)
            if (!wanted[i].Equals(found[i]) && !(Math.Abs(wanted[i] - found[i]) <= tolerance)) return $"element {i} is {found[i]:R}, expected {wanted[i]:R}";
        return null;
    }
}
