using System.Globalization;
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
            Out = terminal ? new AnsiConsoleOutput(output) : new PlainOutput(output, PipeWidth(output)),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = terminal },
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        foreach (var table in tables)
        {
            console.Write(Build(ReferenceEquals(output, Console.Out) ? TableFit.To(table, console.Profile.Width) : table));
        }
    }

    // A pipe has no width: who reads it says how wide it may be, or reads it in a terminal of the usual width after all.
    private static int PipeWidth(TextWriter output)
    {
        const int Usual = 80;
        return !ReferenceEquals(output, Console.Out) ? PlainOutput.Unlimited
            : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns : Usual;
    }

    private static IRenderable Build(ReportTable table)
    {
        var grid = new Table
        {
            Border = TableBorder.Rounded,
            Title = new TableTitle(Markup.Escape(SafeText.Line(table.Title))),
            Caption = table.Note is { } note ? new TableTitle(Markup.Escape(note)) : null,
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
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>Columns that go first where there is no room for all, in this order; then the last ones go.</summary>
    public IReadOnlyList<string> Least { get; init; } = [];

    /// <summary>Below the table; null: nothing.</summary>
    public string? Note { get; init; }
}
