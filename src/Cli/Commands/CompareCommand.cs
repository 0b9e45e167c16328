using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Comparing;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim compare</c>: reports of runs beside each other.</summary>
internal sealed class CompareCommand
{
    public const string Name = "compare";

    private const int UsualTop = 20;

    private readonly Argument<string[]> _files = new("REPORT")
    {
        Description = "JSON reports of runs (actorsim run --json); the first is what the others are compared with",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<long> _top = Options.Long("--top", UsualTop, "Layers in each table of the console; the page and the JSON have all");
    private readonly Option<string?> _json = Options.Text("--json", "FILE", "Write the comparison as JSON (docs/compare.md); - is standard output");
    private readonly Option<string?> _html = Options.Text("--html", "FILE", "Write the comparison as a page");

    public static Command Create()
    {
        var compare = new CompareCommand();
        var command = new Command(Name, "Compare reports of runs, layer by layer (docs/compare.md).") { compare._files, compare._top, compare._json, compare._html };
        command.SetAction(compare.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var files = parse.GetValue(_files)!;
        var top = parse.GetValue(_top);
        if (files.Length < 2) throw new InputException($"compare: {files[0]} alone cannot be compared; give two reports or more");
        if (top is < 1 or > int.MaxValue) throw new InputException($"--top {top} must be from 1 to {int.MaxValue}");
        var comparison = Comparison.Of([.. files.Zip(Labels(files), ComparedReportReader.Read)]);
        if (parse.GetValue(_json) is { } json) ComparisonJson.Write(json, comparison);
        if (parse.GetValue(_html) is { } html) ComparisonHtml.Write(html, comparison);
        if (parse.GetValue(_json) != "-" && parse.GetValue(_html) != "-")
        {
            var layers = Enumerable.Range(1, files.Length - 1).Select(r => ComparisonTables.Layers(comparison, r, (int)top));
            TableRenderer.Write([ComparisonTables.Runs(comparison), .. layers], parse.InvocationConfiguration.Output);
        }

        return ExitCode.Success;
    }

    // Names without folders, unless they are the same.
    private static IEnumerable<string> Labels(string[] files)
    {
        string[] names = [.. files.Select(f => Path.GetFileNameWithoutExtension(f))];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : files;
    }
}
