using System.Globalization;
using ActorSim.Cli.Output;

namespace ActorSim.Cli.Sweeping;

/// <summary>The rows of a sweep for the console.</summary>
internal static class SweepTable
{
    private static readonly string[] Measured = ["cycles", "time", "speed-up", "efficiency", "arrays", "vector", "bandwidth"];

    public static void Write(string title, SweepPlan plan, IReadOnlyList<SweepRow> rows, TextWriter output)
    {
        string[] columns = [.. plan.Axes.Select(a => a.Name), .. Measured];
        TableRenderer.Write([new ReportTable(title, columns, [.. rows.Select(Cells)])], output);
        foreach (var message in rows.Where(r => r.Result?.Message is not null).Select(r => $"{string.Join(' ', r.Point.Values)}: {r.Result!.Message}"))
        {
            output.WriteLine(message);
        }
    }

    private static string[] Cells(SweepRow row)
    {
        if (row.Result is not { IsDone: true } result)
        {
            return [.. row.Point.Values, row.Status, "", "", "", "", "", ""];
        }

        return
        [
            .. row.Point.Values, Text.Count(result.Cycles), Text.Seconds(result.Seconds), Ratio(row.SpeedUp), Ratio(row.Efficiency),
            Text.Percent(result.ArrayUtilisation), Text.Percent(result.VectorUtilisation), Text.Rate(result.BytesPerSecond),
        ];
    }

    private static string Ratio(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
