using System.Collections.Immutable;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Values given for the symbols of a model; symbols without one stay open.</summary>
internal static class ModelSizes
{
    /// <exception cref="OnnxException">A name is none of the model's symbols, or a value is below 0.</exception>
    public static void Check(ModelGraph graph, IReadOnlyDictionary<string, long>? bindings, OnnxProblems problems)
    {
        var symbols = graph.Symbols();
        var found = new List<SizeProblem>();
        SizeBinding.Bind([.. symbols.Select(s => new SizeRange(s))],
            (bindings ?? ImmutableDictionary<string, long>.Empty).OrderBy(b => b.Key, StringComparer.Ordinal), found, all: false);
        foreach (var problem in found)
        {
            problems.Add($"dimension '{problem.Name}'", problem.Text + (problem.Fault != SizeFault.Unknown ? ""
                : symbols.Count == 0 ? "; all sizes of the model are fixed" : $"; it has {string.Join(", ", symbols)}"));
        }

        problems.ThrowIfAny();
    }

    public static IReadOnlyDictionary<string, Dim> Dims(IReadOnlyDictionary<string, long>? bindings) =>
        (bindings ?? ImmutableDictionary<string, long>.Empty).ToDictionary(b => b.Key, b => (Dim)b.Value, StringComparer.Ordinal);
}
