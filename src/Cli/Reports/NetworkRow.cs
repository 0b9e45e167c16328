using System.Text.Json;
using ActorSim.Actors.Network;
using ActorSim.Cli.Output;
using ActorSim.Noc.Topologies;

namespace ActorSim.Cli.Reports;

/// <summary>A network of a run: what it moved, how long that took, and how busy its links were.</summary>
internal sealed class NetworkRow(NetworkUnit network, RunReport run)
{
    private const string Noc = "interconnect cycles";
    private readonly NetworkStats _stats = network.Stats;
    private readonly double _cycles = Math.Max(1, (double)run.Cycles * run.Spec.NocHz / run.Spec.CoreHz);
    private readonly IReadOnlyList<NocLink> _links = run.Spec.Network!.Topology.Links;

    /// <summary>As of <see cref="ReportDefinitions.All"/>; only of runs with a network.</summary>
    public static IReadOnlyList<(string Path, string Unit, string Definition)> Definitions { get; } =
    [
        ("networks[].packets", "packets", "Delivered: one per request, one per answer"),
        ("networks[].flits", "flits", "Of the delivered packets"),
        ("networks[].meanQueueCycles", Noc, "Per packet: from the queue of its node to the first link"),
        ("networks[].meanNetworkCycles", Noc, "Per packet: from the first link to the arrival of its tail"),
        ("networks[].mostCycles", Noc, "Both together, of the slowest packet"),
        ("networks[].meanRouters", "routers", "Passed per packet"),
        ("networks[].busiestLinkShare", "1", "Flits of the busiest link by the run's interconnect cycles"),
        ("networks[].meanLinkShare", "1", "The same, mean over all links"),
        ("networks[].links[].from", "index", "Router that sends"),
        ("networks[].links[].to", "index", "Router that receives"),
        ("networks[].links[].flits", "flits", "Sent over the link"),
    ];

    public static ReportTable Table(RunReport run) => new(
        $"Network: {run.Spec.Network!.Topology.Name} (interconnect cycles)",
        ["network", "packets", "flits", "in queue", "under way", "most", "routers", "busiest link", "mean link"],
        [.. run.Machine.Networks.Select(n => new NetworkRow(n, run).Cells())]);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("name", network.Name);
        json.WriteString("topology", run.Spec.Network!.Topology.Name);
        json.WriteNumber("packets", _stats.Delivered);
        json.WriteNumber("flits", _stats.Flits);
        json.WriteNumber("meanQueueCycles", Mean(_stats.InjectionCycles));
        json.WriteNumber("meanNetworkCycles", Mean(_stats.NetworkCycles));
        json.WriteNumber("mostCycles", _stats.MostCycles);
        json.WriteNumber("meanRouters", Mean(_stats.Hops));
        json.WriteNumber("busiestLinkShare", Busiest);
        json.WriteNumber("meanLinkShare", MeanShare);
        json.WriteStartArray("links");
        for (var i = 0; i < _links.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("from", _links[i].From);
            json.WriteNumber("to", _links[i].To);
            json.WriteNumber("flits", _stats.LinkFlits[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private double Busiest => _stats.LinkFlits.DefaultIfEmpty().Max() / _cycles;

    private double MeanShare => _stats.LinkFlits.DefaultIfEmpty().Average() / _cycles;

    private string[] Cells() =>
    [
        network.Name, Text.Count(_stats.Delivered), Text.Count(_stats.Flits), Text.Number(Mean(_stats.InjectionCycles)),
        Text.Number(Mean(_stats.NetworkCycles)), Text.Count(_stats.MostCycles), Text.Number(Mean(_stats.Hops)),
        Text.Percent(Busiest), Text.Percent(MeanShare),
    ];

    private double Mean(long sum) => _stats.Delivered > 0 ? (double)sum / _stats.Delivered : 0;
}
