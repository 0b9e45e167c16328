using System.CommandLine;
using System.Text.Json;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models.Conformance;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Commands.Model;

/// <summary><c>actorsim model conformance</c>: the ONNX backend suites through import, lowering and the functional interpreter.</summary>
internal static class ModelConformanceCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "Folder of the suites, of one suite, or of one case." };
        var filter = new Option<string>("--filter") { Description = "Only cases whose suite/name contains this text." };
        var json = new Option<string>("--json") { Description = "Write counts and every case with its reason to this file." };
        var command = new Command("conformance", "Run the ONNX backend test cases and compare with their expected outputs.") { directory, filter, json };
        command.SetAction(parse =>
        {
            var text = parse.GetValue(filter) ?? "";
            var cases = ConformanceCases.Discover(parse.GetRequiredValue(directory))
                .Where(c => c.ToString().Contains(text, StringComparison.Ordinal)).ToArray();
            var results = cases.AsParallel().AsOrdered().Select(c => ConformanceRun.Of(c, MachineFacts.Toy8)).ToArray();
            if (parse.GetValue(json) is { } path) Write(path, results);
            TableRenderer.Write([Counts(results), Refusals(results)], parse.InvocationConfiguration.Output);
            return results.Any(r => r.Outcome == ConformanceOutcome.Failed) ? ExitCode.Input : ExitCode.Success;
        });
        return command;
    }

    private static ReportTable Counts(ConformanceResult[] results) => new("Conformance", ["suite", "passed", "failed", "unsupported"],
        [.. results.GroupBy(r => r.Case.Suite).OrderBy(g => g.Key, StringComparer.Ordinal).Append(null).Select(g => Row(g?.Key ?? "all", [.. g ?? results.AsEnumerable()]))]);

    private static string[] Row(string suite, ConformanceResult[] results) =>
        [suite, .. Enum.GetValues<ConformanceOutcome>().Select(o => Text.Count(results.Count(r => r.Outcome == o)))];

    private static ReportTable Refusals(ConformanceResult[] results) => new("Not passed", ["case", "outcome", "reason"],
        [.. results.Where(r => r.Outcome != ConformanceOutcome.Passed)
            .Select(r => new[] { r.Case.ToString(), Name(r.Outcome), r.Reason })]);

    private static void Write(string path, ConformanceResult[] results)
    {
        using var file = new OutputFile(path);
        using (var writer = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var outcome in Enum.GetValues<ConformanceOutcome>())
                writer.WriteNumber(Name(outcome), results.Count(r => r.Outcome == outcome));
            writer.WriteStartArray("cases");
            foreach (var result in results)
            {
                writer.WriteStartObject();
                writer.WriteString("suite", result.Case.Suite);
                writer.WriteString("name", result.Case.Name);
                writer.WriteString("outcome", Name(result.Outcome));
                writer.WriteString("reason", result.Reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        file.Commit();
    }

    private static string Name(ConformanceOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
