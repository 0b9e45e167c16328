using System.IO.Compression;
using System.Text.Json;
using ActorSim.Dram.Setup;
using System.Xml.Linq;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

public sealed class CliDramTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("iso_rd")]
    [InlineData("iso_rd_gap37")]
    [InlineData("rand5k_rd_sat")]
    [InlineData("mix5k_same_bank")]
    public void Commands_file_has_the_recorded_commands_and_labels(string trace)
    {
        Replay(Fixture($"{trace}.trace.gz"), "--standard", "oracle-hbm2pc", "--set", "refresh=none", "--commands", _folder["c.csv"]);
        var ours = File.ReadLines(_folder["c.csv"]).Select(l => string.Join(',', l.Split(',')[..6])).ToArray();
        using var recorded = new StreamReader(new GZipStream(File.OpenRead(Fixture($"r2.HBM2PC.{trace}.csv.gz")), CompressionMode.Decompress));
        Assert.Equal(recorded.ReadToEnd().TrimEnd().Split('\n').Select(l => l.TrimEnd('\r')), ours);
    }

    [Fact]
    public void Json_adds_up_and_has_the_promised_members()
    {
        var json = Replay(Fixture("mix5k_same_bank.trace.gz"), "--standard", "HBM2", "--channels", "4");
        long Of(string name) => json.GetProperty(name).GetInt64();
        string[] promised =
            ["cycles", "meanReadLatency", "activates", "precharges", "reads", "writes", "refreshes", "rowHits", "rowMisses", "rowConflicts"];
        Assert.All(promised, name => Assert.Equal(JsonValueKind.Number, json.GetProperty(name).ValueKind));
        Assert.Equal(10_000, Of("reads") + Of("writes") + Of("forwardedReads") + Of("coalescedWrites"));
        Assert.Equal(Of("reads") + Of("writes"), Of("rowHits") + Of("rowMisses") + Of("rowConflicts"));
        var channels = json.GetProperty("channels").EnumerateArray().ToArray();
        Assert.Equal(Of("activates"), channels.Sum(c => c.GetProperty("activates").GetInt64()));
        Assert.Equal(
            json.GetProperty("energyJoules").GetProperty("total").GetDouble(),
            channels.Sum(c => c.GetProperty("energyJoules").GetProperty("total").GetDouble()), 1e-12);
    }

    [Fact]
    public void A_standard_without_currents_says_so()
    {
        var run = CliRun.Of("dram", "replay", Fixture("iso_rd.trace.gz"), "--standard", "GDDR6", "--json", _folder["o.json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no energy data for GDDR6", run.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, CliReport.Read(_folder["o.json"]).GetProperty("energyJoules").ValueKind);
    }

    [Fact]
    public void Head_of_line_blocks_other_channels_too()
    {
        // All lines but the last go to channel 0 of two: it fills, and the last one cannot enter channel 1 before it.
        var lines = Enumerable.Range(0, 200).Select(i => $"0x{i * 2 * 2048 * 64:X} READ 0\n");
        var trace = _folder.Text("t.trace", string.Concat(lines) + "0x800 READ 0\n");
        Replay(trace, "--standard", "HBM2", "--channels", "2", "--offers", "8", "--set", "interleave=2048",
            "--set", "address-map=RoBaRaCoCh", "--commands", _folder["c.csv"]);
        var rows = File.ReadLines(_folder["c.csv"]).Select(l => l.Split(',')).ToArray();
        var other = rows.First(r => r[7] == "1" && r[1] == "ACT");
        Assert.True(long.Parse(other[0]) > 500, $"channel 1 began in cycle {other[0]}");
    }

    // A stream uses what the presets' maps are for: all channels, pseudo-channels and bank groups.
    [Theory]
    [InlineData("HBM2", 0.9)]
    [InlineData("HBM3", 0.85)]
    [InlineData("DDR4", 0.93)]
    [InlineData("LPDDR5X", 0.85)]
    [InlineData("GDDR6", 0.85)]
    [InlineData("GDDR7", 0.8)]
    public void A_stream_comes_near_the_peak(string standard, double share)
    {
        var trace = _folder.Text("t.trace", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"0x{i * 64:X} READ 0\n")));
        var json = Replay(trace, "--standard", standard, "--channels", "8", "--offers", "16");
        var peak = DramStandardCatalog.Get(standard).PeakBytesPerSecond * 8;
        Assert.InRange(json.GetProperty("bandwidthBytesPerSecond").GetDouble() / peak, share, 1.0);
    }

    [Fact]
    public void Idle_time_costs_nothing()
    {
        var json = Replay(_folder.Text("t.trace", "0x0 READ 0\n0x40 READ 500000000000\n"), "--standard", "oracle-hbm2pc");
        Assert.InRange(json.GetProperty("cycles").GetInt64(), 500_000_000_000, 500_000_001_000);
        Assert.Equal(500_000_000_000 / 3900, json.GetProperty("refreshes").GetInt64());
    }

    [Fact]
    public void Curve_is_drawn_with_labelled_axes()
    {
        var run = CliRun.Of(
            "dram", "bench", "--standard", "HBM2", "--pattern", "random", "--out", _folder["c.svg"], "--json", _folder["c.json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var texts = XDocument.Load(_folder["c.svg"]).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        Assert.Contains("Throughput (GB/s)", texts);
        Assert.Contains("Read latency (ns)", texts);
        var points = CliReport.Read(_folder["c.json"]).GetProperty("points").EnumerateArray().ToArray();
        Assert.True(points.Length > 5);
        Assert.True(points[^1].GetProperty("saturated").GetBoolean());
        Assert.True(points[^1].GetProperty("meanLatencyNs").GetDouble() > 2 * points[0].GetProperty("meanLatencyNs").GetDouble());
    }

    [Fact]
    public void Speed_of_every_load_is_printed()
    {
        var run = CliRun.Of("bench", "dram", "--requests", "2000", "--repeat", "1");
        Assert.Equal((0, 3), (run.ExitCode, run.Output.TrimEnd().Split('\n').Length));
    }

    private JsonElement Replay(string trace, params string[] arguments)
    {
        var run = CliRun.Of(["dram", "replay", trace, "-q", "--json", _folder["out.json"], .. arguments]);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        return CliReport.Read(_folder["out.json"]);
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "dram", name);
}
