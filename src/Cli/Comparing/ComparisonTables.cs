using System.Globalization;
using ActorSim.Cli.Output;

namespace ActorSim.Cli.Comparing;

/// <summary>A comparison as tables, for the console and the page.</summary>
internal static class ComparisonTables
{
    private const string Missing = "-";

    public static ReportTable Runs(Comparison all)
    {
        string[] columns = ["run", "system", "cycles", "time", "speed-up", "bandwidth", "DRAM energy"];
        return new ReportTable("Runs", columns, [.. all.Reports.Select(r => (string[])
        [
            r.Label, r.System, Text.Count(r.Cycles), Text.Seconds(r.Seconds), SpeedUp(all.Baseline, r), Text.Rate(r.BytesPerSecond),
            r.DramJoules is { } joules ? Text.Joules(joules) : Missing,
        ])]);
    }

    /// <param name="all">The comparison.</param>
    /// <param name="report">Which run is compared with the first, from 1.</param>
    /// <param name="most">Rows at most; the rest is summed up in one.</param>
    public static ReportTable Layers(Comparison all, int report, int most)
    {
        var (first, other) = (all.Baseline.Label, all.Reports[report].Label);
        var rows = all.Layers.OrderByDescending(l => Math.Abs(l.Difference(report))).ToList();
        var cells = rows.Take(most).Select(l => Cells(all, l, report)).ToList();
        var hidden = rows.Skip(most).ToList();
        if (hidden.Count > 0)
        {
            cells.Add([$"({Text.Count(hidden.Count)} more)", Sum(hidden, 0), Sum(hidden, report), .. Change(all, hidden.Sum(l => l.Difference(report)), report), ""]);
        }

        cells.Add(["total", Text.Seconds(all.Baseline.Seconds), Text.Seconds(all.Reports[report].Seconds), .. Change(all, all.Difference(report), report), ""]);
        return new ReportTable($"{other} against {first}: layers by their part in the difference", ["layer", first, other, "difference", "share", "bound by"], cells);
    }

    private static string[] Cells(Comparison all, LayerDifference layer, int report) =>
    [
        layer.Label, Time(layer.Seconds[0]), Time(layer.Seconds[report]), .. Change(all, layer.Difference(report), report),
        Bound(layer.BoundBy[0], layer.BoundBy[report]),
    ];

    // Runs of equal length have no shares.
    private static string[] Change(Comparison all, double seconds, int report) =>
        [Signed(seconds), all.Difference(report) is var total and not 0 ? Text.Percent(seconds / total) : Missing];

    private static string Signed(double seconds) => (seconds < 0 ? "-" : seconds > 0 ? "+" : "") + Text.Seconds(Math.Abs(seconds));

    private static string Time(double? seconds) => seconds is { } value ? Text.Seconds(value) : Missing;

    private static string Sum(IEnumerable<LayerDifference> layers, int report) => Text.Seconds(layers.Sum(l => l.Seconds[report] ?? 0));

    private static string Bound(string? first, string? other) => first == other ? first ?? "" : $"{first ?? Missing} > {other ?? Missing}";

    private static string SpeedUp(ComparedReport first, ComparedReport other) =>
        other.Cycles == 0 ? Missing : (first.Seconds / other.Seconds).ToString("0.000", CultureInfo.InvariantCulture);
}
