using System.Net;
using System.Text;
using ActorSim.Cli.Output;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Comparing;

/// <summary>A comparison as one page without scripts or network.</summary>
internal static class ComparisonHtml
{
    private const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ActorSim: comparison</title>
        <style>
        body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; color: #1b1b1b; background: #fff }
        div { overflow-x: auto }
        table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
        caption { text-align: left; font-weight: 600; padding: .3rem 0 }
        th, td { padding: .25rem .6rem; border-bottom: 1px solid #ccc; text-align: right; white-space: nowrap }
        th:first-child, td:first-child { text-align: left }
        </style></head><body><main><h1>Comparison</h1>
        """;

    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, Comparison all)
    {
        var page = new StringBuilder(Head);
        Table(page, ComparisonTables.Runs(all));
        for (var r = 1; r < all.Reports.Count; r++)
        {
            Table(page, ComparisonTables.Layers(all, r, int.MaxValue));
        }

        page.Append("</main></body></html>\n");
        using var file = new OutputFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(page.ToString()));
        file.Commit();
    }

    // The first cell of a row names it, for those who hear the table.
    private static void Table(StringBuilder page, ReportTable table)
    {
        page.Append("<div tabindex=\"0\" role=\"region\" aria-label=\"").Append(Safe(table.Title)).Append("\"><table><caption>").Append(Safe(table.Title))
            .Append("</caption><thead><tr>");
        foreach (var column in table.Columns) page.Append("<th scope=\"col\">").Append(Safe(column)).Append("</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append("<tr><th scope=\"row\">").Append(Safe(row[0])).Append("</th>");
            foreach (var cell in row.Skip(1)) page.Append("<td>").Append(Safe(cell)).Append("</td>");
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(SafeText.Line(text));
}
