using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Values given for the symbols of a model.</summary>
internal static class SymbolBinding
{
    public static void Check(ModelGraph graph, IReadOnlyDictionary<string, long>? bindings, OnnxProblems problems)
    {
        var symbols = graph.Symbols();
        foreach (var (name, value) in (bindings ?? ImmutableDictionary<string, long>.Empty).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            if (!symbols.Contains(name))
            {
                problems.Add($"dimension '{name}'", "is none of the model; "
                    + (symbols.Count == 0 ? "all its sizes are fixed" : $"it has {string.Join(", ", symbols)}"));
            }
            else if (value < 0)
            {
                problems.Add($"dimension '{name}'", $"is {value}; give 0 or more");
            }
        }

        problems.ThrowIfAny();
    }

    public static IReadOnlyDictionary<string, Dim> Dims(IReadOnlyDictionary<string, long>? bindings) =>
        (bindings ?? ImmutableDictionary<string, long>.Empty).ToDictionary(b => b.Key, b => (Dim)b.Value, StringComparer.Ordinal);
}
