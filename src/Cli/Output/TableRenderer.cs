using Spectre.Console.Rendering;
using Spectre.Console;

namespace ActorSim.Cli.Output;

/// <summary>Draws tables with Spectre.Console: boxes and colours on a terminal, the same without colours elsewhere.</summary>
internal static class TableRenderer
{
    public static void Write(IReadOnlyList<ReportTable> tables, TextWriter output)
    {
        output = SafeWriter.Below(output);
        var terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = terminal ? new AnsiConsoleOutput(output) : new PlainOutput(output),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = terminal },
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        foreach (var table in tables)
        {
            console.Write(Build(table));
        }
    }

    private static IRenderable Build(ReportTable table)
    {
        var grid = new Table
        {
            Border = TableBorder.Rounded,
            Title = new TableTitle(Markup.Escape(SafeText.Line(table.Title))),
            ShowHeaders = table.Columns[0].Length > 0,
        };
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var alignment = i > 0 && grid.ShowHeaders ? Justify.Right : Justify.Left;
            grid.AddColumn(new TableColumn(new Spectre.Console.Text(SafeText.Line(table.Columns[i]))) { Alignment = alignment });
        }

        foreach (var row in table.Rows)
        {
            grid.AddRow(row.Select(cell => (IRenderable)new Spectre.Console.Text(SafeText.Of(cell))).ToArray());
        }

        return grid;
    }
}

/// <summary>A table of texts; the first column is left-aligned, the others are numbers.</summary>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows);
