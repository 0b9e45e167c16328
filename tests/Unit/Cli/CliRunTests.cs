using System.Text.Json;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>What a run reports.</summary>
public sealed class CliRunTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_show_cycles_units_channels_and_tensors()
    {
        var run = CliRun.Of("run", _folder.SmallTrace(), "--system", "toy-8x8");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(
            ["cycles", "time at 1 GHz", "digest", "wait memory", "array 0", "spad high water", "row hits", "gemm.A", "requests/s"],
            text => Assert.Contains(text, run.Output));
    }

    [Fact]
    public void Many_channels_are_shortened_unless_verbose()
    {
        var trace = _folder.SmallTrace();
        var brief = CliRun.Of("run", trace, "--system", "many-core-16").Output;
        var full = CliRun.Of("run", trace, "--system", "many-core-16", "--verbose").Output;
        Assert.Contains("17 more (--verbose)", brief);
        Assert.DoesNotContain("more (--verbose)", full);
        Assert.True(full.Length > brief.Length);
    }

    [Fact]
    public void Quiet_prints_nothing() => Assert.Equal(new CliRun(0, "", ""), CliRun.Of("run", _folder.SmallTrace(), "--quiet"));

    [Fact]
    public void Books_balance_on_every_core_unit_and_channel()
    {
        var trace = _folder.SmallTrace();
        Assert.Equal(0, CliRun.Of("run", trace, "--system", "oracle-hbm2", "--cores", "2", "--json", _folder["r.json"]).ExitCode);
        var report = CliReport.Read(_folder["r.json"]);
        var cycles = report.GetProperty("cycles").GetInt64();
        foreach (var core in report.GetProperty("cores").EnumerateArray())
        {
            var stalls = core.GetProperty("stallCycles").EnumerateObject().Sum(p => p.Value.GetInt64());
            Assert.Equal(cycles, core.GetProperty("issueCycles").GetInt64() + stalls);
            Assert.All(core.GetProperty("arrays").EnumerateArray(), a => Assert.InRange(a.GetProperty("idleCycles").GetInt64(), 0, cycles));
        }

        var requests = Sum(report.GetProperty("cores"), c => c.GetProperty("dma").GetProperty("readBytes").GetInt64());
        Assert.Equal(requests, Sum(report.GetProperty("tensors"), t => t.GetProperty("readBytes").GetInt64()));
        Assert.Equal(requests, Sum(report.GetProperty("dram").GetProperty("channels"), c => c.GetProperty("readBytes").GetInt64()));
        Assert.Equal(requests, report.GetProperty("totals").GetProperty("readBytes").GetInt64());
    }

    [Fact]
    public void Two_tenants_keep_to_their_partitions()
    {
        var trace = _folder.SmallTrace();
        var run = CliRun.Of("run", "--request", trace + "@0,0", "--request", trace + "@1000,1", "--system", "toy-8x8", "--cores", "2",
            "--set", "scheduler.partitions=[[0],[1]]", "--json", _folder["r.json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var report = CliReport.Read(_folder["r.json"]);
        Assert.Equal([4L, 4L], report.GetProperty("cores").EnumerateArray().Select(c => c.GetProperty("workItems").GetInt64()));
        Assert.Equal([0L, 1000L], report.GetProperty("traces").EnumerateArray().Select(t => t.GetProperty("arrivalCycle").GetInt64()));
    }

    [Theory]
    [InlineData("rounds", 2)]
    [InlineData("sequential", 2)]
    [InlineData("auto", 1)]
    public void A_synchronizer_changes_no_result(string sync, int workers)
    {
        var trace = _folder.SmallTrace();
        string[] common = ["run", trace, "--system", "toy-8x8-4core", "--quiet"];
        Assert.Equal(0, CliRun.Of([.. common, "--json", _folder["a.json"]]).ExitCode);
        var run = CliRun.Of([.. common, "--sync", sync, "--workers", $"{workers}", "--json", _folder["b.json"]]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var (a, b) = (CliReport.Read(_folder["a.json"]), CliReport.Read(_folder["b.json"]));
        Assert.Equal(a.GetProperty("digest").GetString(), b.GetProperty("digest").GetString());
        Assert.Equal(a.GetProperty("cores").GetRawText(), b.GetProperty("cores").GetRawText());
    }

    [Fact]
    public void A_timeline_and_a_log_are_written_beside_the_report()
    {
        var run = CliRun.Of("run", _folder.SmallTrace(), "--system", "toy-8x8", "--timeline", _folder["t.json"], "--log", "all", "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(" issued ", run.Output);
        Assert.Equal(JsonValueKind.Array, CliReport.Read(_folder["t.json"]).GetProperty("traceEvents").ValueKind);
        Assert.Equal(["small.msgpack", "t.json"], _folder.Files);
    }

    [Fact]
    public void Levels_of_the_log_include_each_other()
    {
        var trace = _folder.SmallTrace();
        int Lines(string level) => CliRun.Of("run", trace, "--log", level, "--quiet").Output.Count(c => c == '\n');
        Assert.Equal(0, Lines("off"));
        Assert.InRange(Lines("items"), 1, Lines("instructions") - 1);
        Assert.InRange(Lines("instructions"), 1, Lines("all") - 1);
    }

    [Fact]
    public void A_report_replaces_an_older_one()
    {
        var path = _folder.Text("r.json", "old");
        Assert.Equal(0, CliRun.Of("run", _folder.SmallTrace(), "--json", path).ExitCode);
        Assert.Equal("actorsim.report/1", CliReport.Read(path).GetProperty("schema").GetString());
        Assert.Equal(["r.json", "small.msgpack"], _folder.Files);
    }

    private static long Sum(JsonElement array, Func<JsonElement, long> of) => array.EnumerateArray().Sum(of);
}
