using System.Text.Json;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>The forms of <c>actorsim noc</c>.</summary>
public sealed class CliNocTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replay_writes_the_arrivals_of_every_packet()
    {
        var run = CliRun.Of("noc", "replay", Fixture.PathOf("booksim", "scenarios.json.gz"), "--scenario", "s01", "--json", _folder["r.json"],
            "--events", _folder["e.csv"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("mesh4x4", run.Output);
        var scenario = Json("r.json").GetProperty("scenarios")[0];
        Assert.Equal("s01", scenario.GetProperty("name").GetString());
        var packets = scenario.GetProperty("packets").EnumerateArray().Select(p => p.GetProperty("headArrive").GetInt64()).ToArray();
        Assert.Equal([6, 110, 214, 318, 422, 526, 630], packets);
        Assert.Equal("s01,0,I,0,-1,-1,-1,0,0,0", File.ReadAllLines(_folder["e.csv"])[1]);
    }

    [Fact]
    public void Bench_writes_points_and_a_picture()
    {
        var run = CliRun.Of("noc", "bench", "--topology", "mesh4x4", "--traffic", "transpose", "--flits", "2", "--vcs", "2", "--buffer", "4",
            "--router", "spec2", "--rates", "0.05,0.9", "--sample-period", "500", "--json", _folder["b.json"], "--svg", _folder["b.svg"]);
        Assert.Equal(0, run.ExitCode);
        var points = Json("b.json").GetProperty("points").EnumerateArray().ToArray();
        Assert.Equal([0.05, 0.9], points.Select(p => p.GetProperty("offered").GetDouble()));
        Assert.InRange(points[0].GetProperty("packetLatency").GetDouble(), 10, 20);
        Assert.InRange(points[0].GetProperty("networkLatency").GetDouble(), 10, points[0].GetProperty("packetLatency").GetDouble());
        Assert.InRange(points[0].GetProperty("accepted").GetDouble(), 0.04, 0.06);
        Assert.True(points[1].GetProperty("saturated").GetBoolean());
        Assert.StartsWith("<svg", File.ReadAllText(_folder["b.svg"]));
    }

    [Fact]
    public void Bench_reads_a_network_of_routers_and_links()
    {
        var net = _folder.Text("line.txt", "router 0 node 0 router 1 3\nrouter 1 node 1 router 0 3\n");
        var run = CliRun.Of("noc", "bench", "--topology", "file:" + net, "--packet-bytes", "100", "--link-bytes", "32", "--rates", "0.1",
            "--sample-period", "500", "--json", _folder["b.json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("4 flit(s)", run.Output);
    }

    private JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(_folder[name])).RootElement;
}
