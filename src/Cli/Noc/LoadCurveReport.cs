using System.Globalization;
using System.Text.Json;
using ActorSim.Cli.Output;
using ActorSim.Cli.Reports;
using ActorSim.Noc.Bench;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Noc;

/// <summary>A latency-load curve as a table, as JSON and as a picture.</summary>
internal static class LoadCurveReport
{
    public const string Schema = "actorsim.noc-bench/1";

    public static void Print(string title, LoadCurve curve, IReadOnlyList<LoadPoint> points, TextWriter output)
    {
        var rows = points.Select(p => new[]
        {
            Rate(p.Offered), Rate(p.Accepted), Rate(p.AcceptedLeast), Rate(p.AcceptedMost), Text.Number(p.PacketLatency), Text.Number(p.NetworkLatency),
            Text.Number(p.Routers), p.IsUnstable ? "saturated" : "",
        }).ToList();
        string[] columns = ["offered", "accepted", "least node", "most node", "packet latency", "network latency", "routers", ""];
        TableRenderer.Write([new ReportTable($"{title}; idle latency {Text.Number(curve.IdleLatency)} cycles", columns, rows)], output);
        output.WriteLine($"{Text.Count(curve.Flits)} flits in {Text.Count(curve.Cycles)} cycles simulated");
    }

    public static void Draw(string path, string title, IReadOnlyList<LoadPoint> points) =>
        CurvePlot.Write(path, title, ("Offered load (flits per node and cycle)", "Latency (cycles)"), points.Max(p => p.Offered),
        [
            new PlotCurve("packet latency", "#0b62a4", Points(points, p => p.PacketLatency)),
            new PlotCurve("network latency", "#2c9c50", Points(points, p => p.NetworkLatency)),
        ]);

    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, string title, LoadCurve curve, IReadOnlyList<LoadPoint> points)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("network", title);
            json.WriteNumber("idleLatency", curve.IdleLatency);
            json.WriteNumber("flits", curve.Flits);
            json.WriteNumber("cycles", curve.Cycles);
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

    private static string Rate(double flitsPerCycle) => flitsPerCycle.ToString("0.0000", CultureInfo.InvariantCulture);

    private static PlotPoint[] Points(IReadOnlyList<LoadPoint> points, Func<LoadPoint, double> latency) =>
        points.Select(p => new PlotPoint(p.Offered, latency(p), p.IsUnstable)).ToArray();

    private static void Write(Utf8JsonWriter json, LoadPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("offered", point.Offered);
        json.WriteNumber("accepted", point.Accepted);
        json.WriteNumber("packetLatency", point.PacketLatency);
        json.WriteNumber("networkLatency", point.NetworkLatency);
        json.WriteNumber("acceptedLeastNode", point.AcceptedLeast);
        json.WriteNumber("acceptedMostNode", point.AcceptedMost);
        json.WriteNumber("routers", point.Routers);
        json.WriteBoolean("saturated", point.IsUnstable);
        json.WriteEndObject();
    }
}
