using System.Globalization;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Reports;

/// <summary>A line for each layer, under the names that SCALE-Sim's reports have for the same things (docs/report.md says what is counted).</summary>
internal static class LayerCsv
{
    private const string Head = "LayerID, Layer name, Total Cycles, Stall Cycles, Overall Util %, DRAM Bytes, Avg DRAM BW, Bound By,";

    /// <summary>Writes to a file that appears when it is complete.</summary>
    public static void Write(string path, RunReport run)
    {
        using var file = new OutputFile(path);
        using (var text = new StreamWriter(file.Stream, leaveOpen: true))
        {
            text.Write(Head + "\n");
            foreach (var (place, layer) in LayerRow.Of(run).Index()) text.Write(Line(place, layer));
        }

        file.Commit();
    }

    // Stalls are what is left of the span when an array, in the mean over all, was not held: total and stall cycles give the utilisation.
    private static string Line(int place, LayerRow layer)
    {
        var held = layer.Times.ArrayBusy / ((long)layer.Run.Spec.Cores * layer.Run.Spec.Core.Arrays);
        return string.Create(CultureInfo.InvariantCulture,
            $"{place}, {Name(layer.Name)}, {layer.SpanCycles}, {layer.SpanCycles - held}, {layer.ArrayUtilisation * 100:0.###}, {layer.Bytes}, "
            + $"{(double)layer.Bytes / Math.Max(1, layer.SpanCycles):0.###}, {layer.BoundBy},\n");
    }

    private static string Name(string name) => name.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
