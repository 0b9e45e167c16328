using System.Text.Json;
using ActorSim.Actors.Core;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>The report per layer: JSON, table and page.</summary>
public sealed class CliLayerTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_add_up_to_the_run()
    {
        Run(_folder.SmallTrace());
        var report = CliReport.Read(_folder["report.json"]);
        var layers = report.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(layers.Max(l => Long(l, "endCycle")), layers.Sum(l => Long(l, "addedCycles")));
        Assert.Equal(Long(report.GetProperty("totals"), "readBytes") + Long(report.GetProperty("totals"), "writeBytes"),
            layers.Sum(l => Long(l, "dramBytes")));
        var cores = report.GetProperty("cores").EnumerateArray().ToArray();
        Assert.Equal(cores.Sum(c => c.GetProperty("arrays").EnumerateArray().Sum(a => Long(a, "busyCycles"))), layers.Sum(l => Long(l, "arrayBusyCycles")));
        Assert.Equal(cores.Sum(c => Long(c.GetProperty("vector"), "busyCycles")), layers.Sum(l => Long(l, "vectorBusyCycles")));
        Assert.All(layers, l => Assert.InRange(l.GetProperty("attained").GetDouble(), 0.001, l.GetProperty("roof").GetDouble()));
    }

    /// <summary>Stalls of a layer are those of the cores, but for the time after the last work-item of a core.</summary>
    [Fact]
    public void Stalls_of_layers_are_those_of_the_cores()
    {
        Run(_folder.SmallTrace());
        var report = CliReport.Read(_folder["report.json"]);
        foreach (var cause in Enum.GetNames<StallCause>().Where(c => c != nameof(StallCause.Idle)))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(cause);
            Assert.Equal(Stalls(report, "cores", name), Stalls(report, "layers", name));
        }
    }

    [Fact]
    public void The_page_holds_the_layers_of_the_report_and_series_that_add_up()
    {
        Run(_folder.SmallTrace());
        var report = CliReport.Read(_folder["report.json"]);
        var page = PageData(File.ReadAllText(_folder["report.html"]));
        Assert.Equal(JsonSerializer.Serialize(report.GetProperty("layers")), JsonSerializer.Serialize(page.GetProperty("layers")));

        var time = page.GetProperty("time");
        var bytes = Sum(time.GetProperty("readBytesPerCycle")) * Long(time, "bucketCycles");
        Assert.Equal(Long(report.GetProperty("totals"), "readBytes"), bytes, bytes * 0.01);
        var heat = page.GetProperty("heat").GetProperty("channels").EnumerateArray().Select(Sum).ToArray();
        var served = report.GetProperty("dram").GetProperty("channels").EnumerateArray()
            .Select(c => (double)(Long(c, "readRequests") + Long(c, "writeRequests")));
        Assert.Equal(served, heat);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_names_cannot_break_out_of_it()
    {
        const string Name = "</script><script>alert(1)</script>";
        Run(_folder.UncheckedTrace("evil.msgpack", sink =>
        {
            sink.Header(new TraceHeader("tests", "evil", []));
            sink.TileCost(new TileCost(0, Name, ComputeUnit.Vector, 10, 0));
            sink.BeginKernel(new TraceKernel(0, Name, [], 0));
            var item = new WorkItemBuilder();
            item.Begin(0, 0, [], 0, []);
            item.AddCompute(0, [], [], []);
            sink.WorkItem(item.Build());
            sink.EndKernel(0);
            sink.Complete();
        }));
        var page = File.ReadAllText(_folder["report.html"]);
        Assert.Equal(Name, PageData(page).GetProperty("layers")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(Name, page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("src=", page);
    }

    [Fact]
    public void The_table_is_printed_when_asked_for()
    {
        var trace = _folder.SmallTrace();
        Assert.Contains("bound by", CliRun.Of("run", trace, "--system", "oracle-hbm2", "--layers").Output);
        Assert.DoesNotContain("bound by", CliRun.Of("run", trace, "--system", "oracle-hbm2").Output);
    }

    [Fact]
    public void A_page_in_a_folder_that_does_not_exist_is_refused_before_the_run()
    {
        var run = CliRun.Of("run", _folder.SmallTrace(), "--html", _folder["none/report.html"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--html", run.Error);
    }

    private static JsonElement PageData(string page)
    {
        const string Begin = "<script type=\"application/json\" id=\"data\">";
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonSerializer.Deserialize<JsonElement>(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
    }

    private static long Long(JsonElement element, string member) => element.GetProperty(member).GetInt64();

    private static double Sum(JsonElement values) => values.EnumerateArray().Sum(v => v.GetDouble());

    private static long Stalls(JsonElement report, string of, string cause) =>
        report.GetProperty(of).EnumerateArray().Sum(e => Long(e.GetProperty("stallCycles"), cause));

    private void Run(string trace)
    {
        var run = CliRun.Of("run", trace, "--system", "oracle-hbm2", "--cores", "2", "--json", _folder["report.json"],
            "--html", _folder["report.html"], "-q");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
