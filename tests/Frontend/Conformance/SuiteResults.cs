using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models.Conformance;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>All cases of the ONNX suites, run once, and the section about them in docs/validation.md.</summary>
internal static partial class SuiteResults
{
    public const string Begin = "<!-- begin: onnx suites -->\n";
    public const string End = "<!-- end: onnx suites -->\n";

    private static readonly Lazy<IReadOnlyList<ConformanceResult>> Run =
        new(() => [.. OnnxSuites.Cases().Select(c => ConformanceRun.Of(c, MachineFacts.Toy8))]);

    public static IReadOnlyList<ConformanceResult> All => Run.Value;

    public static string Document => Path.Combine(RepositoryFolder.Root(), "docs", "validation.md");

    public static int Count(string suite, ConformanceOutcome outcome) => All.Count(r => r.Case.Suite == suite && r.Outcome == outcome);

    public static string Section()
    {
        var text = new StringBuilder(Begin).Append(
            """
            ## ONNX backend suites

            Every case of Debian's libonnx-testdata: imported, lowered to tiles, run by the functional interpreter on an 8-lane machine, compared at
            the suites' tolerances (relative 1e-3, absolute 1e-7; whole numbers exactly). Where shapes, places, pads or scales are inputs of a model,
            it is compiled for the values that the case gives; data stay inputs. Written by `tools/validate`.

            | suite | passed | unsupported | failed |
            |---|---|---|---|

            """);
        foreach (var suite in All.Select(r => r.Case.Suite).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {suite} | {Count(suite, ConformanceOutcome.Passed)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Count(suite, ConformanceOutcome.Unsupported)} | {Count(suite, ConformanceOutcome.Failed)} |\n");
        }

        text.Append("\nNot supported, by reason:\n\n| reason | cases | names |\n|---|---|---|\n");
        foreach (var group in All.Where(r => r.Outcome == ConformanceOutcome.Unsupported).GroupBy(Reason).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {string.Join(", ", group.Select(Name))} |\n");
        return text.Append(End).ToString();
    }

    /// <summary>The document with the section put in, or replaced.</summary>
    public static string Replaced(string document)
    {
        var (start, end) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        return start < 0 ? $"{document.TrimEnd('\n')}\n\n{Section()}" : document[..start] + Section() + document[(end + End.Length)..];
    }

    private static string Name(ConformanceResult result) =>
        $"{result.Case.Suite}/{result.Case.Name.Replace("test_", "", StringComparison.Ordinal)}";

    // Without the file, and without names of nodes and values: operator: reason.
    private static string Reason(ConformanceResult result)
    {
        var reason = result.Reason.Replace(result.Case.ModelPath + ": ", "", StringComparison.Ordinal).Split("; nodes ")[0];
        reason = Refusal().Replace(reason, "$1: $2");
        return string.Concat(reason.Split('\'').Select((part, i) => i % 2 == 0 ? part : "a value")).Replace("|", "/", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^operator (\S+) \(opset \d+\): is not supported: (.*)$")]
    private static partial Regex Refusal();
}
