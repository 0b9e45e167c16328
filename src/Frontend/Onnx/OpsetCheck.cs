using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Format;

namespace ActorSim.Frontend.Onnx;

/// <summary>Versions of the format and of the operator sets that are understood.</summary>
public static class OpsetCheck
{
    /// <summary>
    /// Versions of the standard operators. Exporters of today write 9 and later; the earlier ones are there for the conformance
    /// suites, whose converted models are of version 6.
    /// </summary>
    public const int Oldest = 1;

    public const int Newest = 21;

    // Ours to name, not to run: their operators are reported as unsupported one by one.
    private static readonly string[] OtherDomains = ["ai.onnx.ml", "ai.onnx.preview.training", "ai.onnx.training"];

    internal static ImmutableSortedDictionary<string, int> Decode(ModelProto model, OnnxProblems problems)
    {
        if (model.IrVersion is < 3 or > 12)
        {
            problems.Add("ir_version", $"{model.IrVersion} is not a version of the format that is read (3 to 12); export the model again");
        }

        var opsets = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var import in model.OpsetImport)
        {
            var domain = Normal(import.Domain);
            var known = domain.Length == 0 || Array.IndexOf(OtherDomains, domain) >= 0;
            if (!known)
            {
                problems.Add($"operator domain '{domain}'", "is not known; export with the standard operators only");
            }
            else if (import.Version < Oldest || (domain.Length == 0 && import.Version > Newest) || import.Version > int.MaxValue)
            {
                problems.Add("opset_import",
                    $"opset {import.Version} of '{domain}' is not known; convert the model to {Oldest} to {Newest}");
            }
            else if (opsets.TryGetValue(domain, out var other) && other != import.Version)
            {
                problems.Add("opset_import", $"opsets {other} and {import.Version} of '{domain}' together; keep one");
            }
            else
            {
                opsets[domain] = (int)import.Version;
            }
        }

        if (model.OpsetImport.Count == 0)
        {
            problems.Add("opset_import", "the model names no operator set; it is damaged, or older than what is read");
        }

        return opsets.ToImmutable();
    }

    /// <summary>The standard domain has two names.</summary>
    internal static string Normal(string domain) => domain == "ai.onnx" ? "" : domain;
}
