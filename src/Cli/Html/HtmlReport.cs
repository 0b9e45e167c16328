using System.Text;
using System.Text.Json;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Layers;
using ActorSim.Cli.Output;
using ActorSim.Cli.Reports;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Html;

/// <summary>
/// The page: one file that needs no other and no network. A template holds style and script; the run's numbers are put into it as JSON,
/// in which the encoder escapes all that means something to HTML, so names cannot end the element.
/// </summary>
internal static class HtmlReport
{
    private const string Template = "html/report.html";
    private const string Place = "{{data}}";

    /// <summary>Writes to a file that appears when it is complete.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, RunReport run)
    {
        using var file = new OutputFile(path);
        var (head, tail) = Parts();
        file.Stream.Write(Encoding.UTF8.GetBytes(head));
        using (var json = new Utf8JsonWriter(file.Stream))
        {
            Write(json, run);
        }

        file.Stream.Write(Encoding.UTF8.GetBytes(tail));
        file.Commit();
    }

    private static (string Head, string Tail) Parts()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(Template)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var at = text.IndexOf(Place, StringComparison.Ordinal);
        return (text[..at], text[(at + Place.Length)..]);
    }

    private static void Write(Utf8JsonWriter json, RunReport run)
    {
        json.WriteStartObject();
        json.WriteString("schema", "actorsim.page/1");
        json.WriteString("title", string.Join(", ", run.Requests.Select(r => Path.GetFileName(r.Name))) + " on " + run.Spec.Name);
        json.WriteBoolean("partial", run.Result.IsPartial);
        json.WriteNumber("cycles", run.Cycles);
        json.WriteNumber("seconds", run.Seconds);
        json.WriteNumber("coreHz", run.Spec.CoreHz);
        json.WriteNumber("peakBytesPerCycle", run.PeakBytesPerCycle());
        json.WriteNumber("arrayOperationsPerSecond", run.Operations.Arrays(run.Spec));
        json.WriteNumber("vectorOperationsPerSecond", run.Operations.Vectors(run.Spec));
        WriteSummary(json, run);
        json.WriteStartArray("layers");
        foreach (var layer in LayerRow.Of(run))
        {
            json.WriteStartObject();
            LayerJson.Write(json, layer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteBreakdown(json, run);
        WriteTime(json, run);
        WriteHeat(json, run);
        WriteTables(json, [.. TenantTables.Of(run), OwnerTables.Tensors(run, TensorRow.Of(run), verbose: true)]);
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, RunReport run)
    {
        (string Name, string Value)[] rows =
        [
            ("cycles", Text.Count(run.Cycles)), ("time at " + Frequency.Format(run.Spec.CoreHz), Text.Seconds(run.Seconds)),
            ("cores", Text.Count(run.Spec.Cores)), ("arrays per core", Text.Count(run.Spec.Core.Arrays)),
            ("DRAM channels", $"{Text.Count(run.Spec.Dram.Channels)} ({run.Spec.Dram.Model})"),
            ("peak bandwidth", Text.Rate(run.PeakBytesPerCycle() * run.Spec.CoreHz)),
            ("read", Text.Bytes(run.Bytes(run.ReadRequests))), ("written", Text.Bytes(run.Bytes(run.WriteRequests))),
            ("digest", run.Result.Digest),
        ];
        json.WriteStartArray("summary");
        foreach (var (name, value) in rows)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteBreakdown(Utf8JsonWriter json, RunReport run)
    {
        var stats = run.Machine.Cores.Select(c => c.Core.Stats).ToArray();
        double all = run.Cycles * (double)stats.Length;
        json.WriteStartArray("breakdown");
        Share("issue", stats.Sum(s => s.IssueCycles) / all);
        foreach (var cause in StallCauses.All)
        {
            Share(StallCauses.Heading(cause), stats.Sum(s => s.StallCycles(cause)) / all);
        }

        json.WriteEndArray();

        void Share(string name, double share)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteNumberValue(Math.Round(share, 6));
            json.WriteEndArray();
        }
    }

    private static void WriteTables(Utf8JsonWriter json, IReadOnlyList<ReportTable> tables)
    {
        json.WriteStartArray("tables");
        foreach (var table in tables.Where(t => t.Rows.Count > 0))
        {
            json.WriteStartObject();
            json.WriteString("title", table.Title);
            Texts("columns", table.Columns);
            json.WriteStartArray("rows");
            foreach (var row in table.Rows) Texts(null, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();

        void Texts(string? name, IReadOnlyList<string> texts)
        {
            if (name is null) json.WriteStartArray();
            else json.WriteStartArray(name);
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
    }

    private static void WriteTime(Utf8JsonWriter json, RunReport run)
    {
        var cores = run.Recorder!.Activities;
        var arrays = (double)run.Spec.Cores * run.Spec.Core.Arrays;
        var width = cores.Max(c => new[] { c.Arrays, c.Vector, c.Read, c.Written }.Max(b => b.Width));
        json.WriteStartObject("time");
        json.WriteNumber("bucketCycles", width);
        Series(json, "arrays", Sum(cores.Select(c => c.Arrays), width), width * arrays, run.Cycles);
        Series(json, "vector", Sum(cores.Select(c => c.Vector), width), width * run.Spec.Cores, run.Cycles);
        Series(json, "readBytesPerCycle", Sum(cores.Select(c => c.Read), width), width, run.Cycles);
        Series(json, "writtenBytesPerCycle", Sum(cores.Select(c => c.Written), width), width, run.Cycles);
        json.WriteEndObject();
    }

    private static void WriteHeat(Utf8JsonWriter json, RunReport run)
    {
        var channels = run.ChannelActivities;
        json.WriteStartObject("heat");
        var width = channels.Count == 0 ? 1 : channels.Max(c => c.Requests.Width);
        json.WriteNumber("bucketDramCycles", width);
        json.WriteNumber("dramHz", run.Spec.DramHz);
        json.WriteNumber("requestBytes", run.Spec.Dma.RequestBytes);
        json.WriteStartArray("channels");
        foreach (var channel in channels)
        {
            Values(json, Sum([channel.Requests], width), 1, width, (long)run.DramCycles);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static TimeBuckets Sum(IEnumerable<TimeBuckets> all, long width)
    {
        var sum = new TimeBuckets();
        sum.Widen(width);
        foreach (var one in all) sum.Add(one);
        return sum;
    }

    private static void Series(Utf8JsonWriter json, string name, TimeBuckets buckets, double divisor, long cycles)
    {
        json.WritePropertyName(name);
        Values(json, buckets, divisor, buckets.Width, cycles);
    }

    private static void Values(Utf8JsonWriter json, TimeBuckets buckets, double divisor, long width, long cycles)
    {
        json.WriteStartArray();
        var count = Math.Min(TimeBuckets.Count, (cycles + width - 1) / width);
        foreach (var amount in buckets.Amounts[..(int)count]) json.WriteNumberValue(Math.Round(amount / divisor, 4));
        json.WriteEndArray();
    }
}
