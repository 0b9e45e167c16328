using System.Text.Json;
using ActorSim.Cli.Output;
using ActorSim.Noc.Replay;
using ActorSim.Noc.Simulation;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Noc;

/// <summary>A scenario with its packets, numbered by generation cycle and then by place in the file.</summary>
internal sealed record ReplayedScenario(Scenario Scenario, IReadOnlyList<Packet> Packets);

/// <summary>Replayed scenarios as JSON and as a table.</summary>
internal static class ScenarioReport
{
    public const string Schema = "actorsim.noc-replay/1";

    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, IReadOnlyList<ReplayedScenario> scenarios)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteStartArray("scenarios");
            foreach (var scenario in scenarios)
            {
                Write(json, scenario);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        file.Commit();
    }

    public static void Print(IReadOnlyList<ReplayedScenario> scenarios, TextWriter output)
    {
        var rows = scenarios.Select(s => new[]
        {
            s.Scenario.Name, s.Scenario.Topology.Name, s.Scenario.Routing.Name, Text.Count(s.Packets.Count),
            Text.Count(s.Packets.Sum(p => (long)p.Flits)), Text.Count(s.Packets.Select(p => p.TailArrived).DefaultIfEmpty().Max()),
            Text.Number(s.Packets.Select(p => (double)(p.TailArrived - p.Generated)).DefaultIfEmpty().Average()),
        }).ToList();
        string[] columns = ["scenario", "topology", "routing", "packets", "flits", "last arrival", "mean latency"];
        TableRenderer.Write([new ReportTable("Network replay (cycles)", columns, rows)], output);
    }

    private static void Write(Utf8JsonWriter json, ReplayedScenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("name", scenario.Scenario.Name);
        json.WriteStartArray("packets");
        foreach (var packet in scenario.Packets)
        {
            json.WriteStartObject();
            json.WriteNumber("headArrive", packet.HeadArrived);
            json.WriteNumber("tailArrive", packet.TailArrived);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
