using System.Globalization;
using System.Text;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Sweeping;

/// <summary>Writes the rows of a sweep as CSV (docs/sweep.md has the columns).</summary>
internal static class SweepCsv
{
    private static readonly string[] Measured =
    [
        "status", "cycles", "seconds", "speedup", "efficiency", "array_utilisation", "vector_utilisation",
        "read_bytes", "write_bytes", "bytes_per_second", "digest", "message",
    ];

    /// <exception cref="TraceException">The file cannot be created; nothing is left behind.</exception>
    public static void Write(string path, SweepPlan plan, IReadOnlyList<SweepRow> rows)
    {
        var text = new StringBuilder();
        Line(text, plan.Axes.Select(a => a.Name).Concat(Measured));
        foreach (var row in rows)
        {
            Line(text, row.Point.Values.Concat(Cells(row)));
        }

        using var file = new OutputFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Commit();
    }

    private static string[] Cells(SweepRow row)
    {
        if (row.Result is not { IsDone: true } result)
        {
            return [row.Status, "", "", "", "", "", "", "", "", "", "", row.Result?.Message ?? ""];
        }

        return
        [
            row.Status, Text(result.Cycles), Text(result.Seconds), Text(row.SpeedUp), Text(row.Efficiency), Text(result.ArrayUtilisation),
            Text(result.VectorUtilisation), Text(result.ReadBytes), Text(result.WriteBytes), Text(result.BytesPerSecond), result.Digest, "",
        ];
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quote)).Append('\n');

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
