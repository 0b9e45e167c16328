using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Versions of the format and of the operator sets that are understood.</summary>
public static class OpsetCheck
{
    /// <summary>
    /// Versions of the standard operators. Exporters of today write 9 and later; the earlier ones are there for the conformance
    /// suites, whose converted models are of version 6.
    /// </summary>
    public const int Oldest = 1;

    public const int Newest = 26;

    private const int NewestFormat = 14;

    /// <summary>Version of every domain that is imported; what nodes make of them is reported for each node.</summary>
    internal static ImmutableSortedDictionary<string, int> Decode(
        long format, IReadOnlyList<OperatorSetIdProto> imports, IReadOnlyList<FunctionProto> functions, OnnxProblems problems)
    {
        if (format is < 3 or > NewestFormat)
        {
            problems.Add("ir_version", $"{format} is not a version of the format that is read (3 to {NewestFormat}); export the model again");
        }

        var opsets = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var import in imports)
        {
            Add(opsets, Normal(import.Domain), import.Version, problems);
        }

        if (imports.Count == 0)
        {
            problems.Add("opset_import", "the model names no operator set; it is damaged, or older than what is read");
        }

        // A function may be called from a graph that does not import its domain.
        foreach (var function in functions)
        {
            if (!opsets.ContainsKey(Normal(function.Domain))) opsets[Normal(function.Domain)] = 1;
        }

        return opsets.ToImmutable();
    }

    internal static void Add(ImmutableSortedDictionary<string, int>.Builder opsets, string domain, long version, OnnxProblems problems)
    {
        if (domain.Length == 0 && version is < Oldest or > Newest)
        {
            problems.Add("opset_import", $"opset {version} of '{domain}' is not known; convert the model to {Oldest} to {Newest}");
        }
        else if (domain.Length == 0 && opsets.TryGetValue(domain, out var other) && other != version)
        {
            problems.Add("opset_import", $"opsets {other} and {version} of '{domain}' together; keep one");
        }
        else
        {
            opsets[domain] = (int)Math.Clamp(version, 1, int.MaxValue);
        }
    }

    /// <summary>The standard domain has two names.</summary>
    internal static string Normal(string domain) => domain == "ai.onnx" ? "" : domain;
}
