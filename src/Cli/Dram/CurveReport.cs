using System.Text.Json;
using ActorSim.Cli.Output;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Dram;

/// <summary>A latency-throughput curve as a table and as JSON.</summary>
internal static class CurveReport
{
    public const string Schema = "actorsim.dram-bench/1";

    public static void Print(string title, IReadOnlyList<MemoryLoad> points, TextWriter output)
    {
        var rows = points.Select(p => new[]
        {
            Text.Percent(p.Load), Text.Rate(p.OfferedBytesPerSecond), Text.Rate(p.BytesPerSecond), Text.Number(p.MeanNs) + " ns",
            Text.Number(p.P50Ns) + " ns", Text.Number(p.P99Ns) + " ns", p.IsSaturated ? "saturated" : "",
        }).ToList();
        string[] columns = ["load", "offered", "served", "mean latency", "p50", "p99", ""];
        TableRenderer.Write([new ReportTable(title, columns, rows)], output);
    }

    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, ReplayMemory plan, string pattern, IReadOnlyList<MemoryLoad> points)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("standard", plan.Name);
            json.WriteNumber("channels", plan.Channels);
            json.WriteString("pattern", pattern);
            json.WriteNumber("peakBytesPerSecond", plan.Standard.PeakBytesPerSecond * plan.Channels);
            json.WriteStartArray("points");
            foreach (var point in points)
            {
                Write(json, point);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        file.Commit();
    }

    private static void Write(Utf8JsonWriter json, MemoryLoad point)
    {
        json.WriteStartObject();
        json.WriteNumber("load", point.Load);
        json.WriteNumber("offeredBytesPerSecond", point.OfferedBytesPerSecond);
        json.WriteNumber("bytesPerSecond", point.BytesPerSecond);
        json.WriteNumber("meanLatencyNs", point.MeanNs);
        json.WriteNumber("p50LatencyNs", point.P50Ns);
        json.WriteNumber("p99LatencyNs", point.P99Ns);
        json.WriteBoolean("saturated", point.IsSaturated);
        json.WriteEndObject();
    }
}
