using System.Text.Json;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Comparing;

/// <summary>A comparison as JSON (docs/compare.md).</summary>
internal static class ComparisonJson
{
    public const string Schema = "actorsim.comparison/1";

    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, Comparison all)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteStartArray("runs");
            for (var r = 0; r < all.Reports.Count; r++) WriteRun(json, all, r);
            json.WriteEndArray();
            json.WriteStartArray("layers");
            foreach (var layer in all.Layers) WriteLayer(json, layer);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        file.Commit();
    }

    private static void WriteRun(Utf8JsonWriter json, Comparison all, int index)
    {
        var run = all.Reports[index];
        json.WriteStartObject();
        json.WriteString("label", run.Label);
        json.WriteString("system", run.System);
        json.WriteNumber("cycles", run.Cycles);
        json.WriteNumber("seconds", run.Seconds);
        json.WriteNumber("differenceSeconds", all.Difference(index));
        json.WriteNumber("bytes", run.Bytes);
        Number(json, "speedUp", run.Cycles == 0 ? null : all.Baseline.Seconds / run.Seconds);
        Number(json, "dramJoules", run.DramJoules);
        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, LayerDifference layer)
    {
        json.WriteStartObject();
        json.WriteNumber("trace", layer.Trace);
        json.WriteString("name", layer.Name);
        json.WriteNumber("number", layer.Number);
        json.WriteStartArray("runs");
        for (var r = 0; r < layer.Seconds.Count; r++)
        {
            json.WriteStartObject();
            Number(json, "addedSeconds", layer.Seconds[r]);
            json.WriteNumber("differenceSeconds", layer.Difference(r));
            json.WriteString("boundBy", layer.BoundBy[r]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
