using ActorSim.Cli.Output;

namespace ActorSim.Cli.Reports;

/// <summary>The layers as a table, in order of time; without --verbose those that add most to the run.</summary>
internal static class LayerTable
{
    private static readonly string[] Columns =
        ["layer", "start", "end", "cycles", "added", "arrays", "vector", "DRAM", "DRAM peak", "bound by", "intensity", "attained", "roof"];

    public static ReportTable Of(RunReport run, IReadOnlyList<LayerRow> layers, bool verbose)
    {
        const int MostRows = 24;
        var shown = verbose || layers.Count <= MostRows ? [.. layers] : layers.OrderByDescending(l => l.AddedCycles).Take(MostRows).ToHashSet();
        var rows = layers.Where(shown.Contains).Select(l => Row(run, l)).ToList();
        var left = layers.Count - shown.Count;
        var title = left == 0 ? "Layers" : $"Layers (those that add most; {left} more with --verbose)";
        return new ReportTable(title, Columns, rows) { Least = ["intensity", "roof", "attained", "start", "vector", "DRAM", "end"] };
    }

    private static string[] Row(RunReport run, LayerRow l) =>
    [
        run.Requests.Count > 1 ? $"{l.Kernel.Trace}: {l.Name}" : l.Name, Text.Count(l.Times.Start), Text.Count(l.Times.End),
        Text.Count(l.SpanCycles), Text.Count(l.AddedCycles), Text.Percent(l.ArrayUtilisation), Text.Percent(l.VectorUtilisation),
        Text.Bytes(l.Bytes), Text.Percent(l.BandwidthShare), l.BoundBy,
        l.Intensity is { } intensity ? intensity.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture) : "-",
        Text.Percent(l.Attained), Text.Percent(l.Roof),
    ];
}
