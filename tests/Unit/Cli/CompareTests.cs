using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

public sealed class CompareTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_add_up_to_the_difference_of_the_runs()
    {
        var (a, b) = (Run("a", "tpuv3"), Run("b", "tpuv4"));
        var all = Compare(a, b);
        var runs = all.GetProperty("runs").EnumerateArray().ToList();
        var (first, other) = (CliReport.Read(a), CliReport.Read(b));
        Assert.Equal(first.GetProperty("seconds").GetDouble(), runs[0].GetProperty("seconds").GetDouble(), 1e-15);
        Assert.Equal(other.GetProperty("seconds").GetDouble(), runs[1].GetProperty("seconds").GetDouble(), 1e-15);
        var difference = other.GetProperty("seconds").GetDouble() - first.GetProperty("seconds").GetDouble();
        Assert.NotEqual(0, difference);
        var joules = other.GetProperty("dram").GetProperty("channels").EnumerateArray()
            .Sum(c => c.GetProperty("energyJoules").GetProperty("total").GetDouble());
        Assert.Equal(joules, runs[1].GetProperty("dramJoules").GetDouble(), joules * 1e-12);
        Assert.Equal(difference, Parts(all).Sum(), 1e-15);
        Assert.Equal(difference, runs[1].GetProperty("differenceSeconds").GetDouble(), 1e-15);
        Assert.Equal(first.GetProperty("layers").GetArrayLength() + 1, all.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public void Layers_are_sorted_by_their_part_in_the_difference()
    {
        var all = Compare(
            Report("a", 1000, ("small", 100), ("grows", 200), ("shrinks", 300)),
            Report("b", 1100, ("small", 110), ("grows", 500), ("shrinks", 50)));
        Assert.Equal(["grows", "shrinks", "(after the last layer)", "small"], Names(all));
        Assert.Equal([300e-9, -250e-9, 40e-9, 10e-9], Parts(all).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Layers_of_one_name_are_told_apart_and_missing_ones_took_no_time()
    {
        var all = Compare(Report("a", 60, ("add", 10), ("add", 20), ("gone", 30)), Report("b", 70, ("add", 10), ("add", 25), ("new", 35)));
        Assert.Equal(["new 1", "gone 1", "add 2", "add 1", "(after the last layer) 1"],
            all.GetProperty("layers").EnumerateArray().Select(l => $"{l.GetProperty("name").GetString()} {l.GetProperty("number").GetInt32()}"));
        Assert.Equal([35e-9, -30e-9, 5e-9, 0, 0], Parts(all).Select(p => Math.Round(p, 12)));
        var lacking = all.GetProperty("layers")[0].GetProperty("runs")[0];
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (lacking.GetProperty("addedSeconds").ValueKind, lacking.GetProperty("boundBy").ValueKind));
    }

    [Fact]
    public void A_run_differs_from_itself_in_nothing()
    {
        var a = Run("a", "tpuv3");
        Assert.All(Parts(Compare(a, a)), part => Assert.Equal(0, part));
    }

    [Fact]
    public void The_table_sums_up_what_it_does_not_show()
    {
        var (a, b) = (Report("a", 60, ("x", 10), ("y", 20), ("z", 30)), Report("b", 90, ("x", 11), ("y", 39), ("z", 40)));
        var run = CliRun.Of("compare", a, b, "--top", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("(3 more)", run.Output, StringComparison.Ordinal);
        Assert.Contains("63.3 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("36.7 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("100.0 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("0.667", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_all_layers_and_takes_any_name_as_text()
    {
        var (a, b) = (Report("a", 60, ("<b>x</b>", 10), ("y", 20)), Report("b", 90, ("<b>x</b>", 11), ("y", 39)));
        Assert.Equal(0, CliRun.Of("compare", a, b, "--top", "1", "--html", _folder["c.html"]).ExitCode);
        var page = File.ReadAllText(_folder["c.html"]);
        Assert.Contains("&lt;b&gt;x&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("more)", page, StringComparison.Ordinal);
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
        Assert.Equal([2, 4], body.Descendants("tbody").Select(t => t.Elements("tr").Count()));
    }

    [Fact]
    public void Three_runs_are_each_compared_with_the_first()
    {
        var all = Compare(Report("a", 10, ("x", 10)), Report("b", 25, ("x", 25)), Report("c", 20, ("x", 20)));
        Assert.Equal([1, 0.4, 0.5], all.GetProperty("runs").EnumerateArray().Select(r => Math.Round(r.GetProperty("speedUp").GetDouble(), 12)));
        Assert.Equal([0, 15e-9, 10e-9],
            all.GetProperty("layers")[0].GetProperty("runs").EnumerateArray().Select(r => Math.Round(r.GetProperty("differenceSeconds").GetDouble(), 12)));
    }

    [Theory]
    [InlineData("\"cycles\":50", "\"cycles\":-1", "cycles: must be a whole number from 0")]
    [InlineData("\"cycles\":50", "\"cycles\":9223372036854775807", "cycles: must be a whole number from 0 to 2^53")]
    [InlineData("\"cycles\":50", "\"cycles\":9", "layers[].addedCycles: add up to more than cycles, 9")]
    [InlineData("\"coreHz\":1000000000", "\"coreHz\":0", "system.coreHz: must be above 0")]
    [InlineData("\"addedCycles\":10", "\"addedCycles\":\"10\"", "layers[0].addedCycles: must be there and be Number")]
    [InlineData("\"trace\":\"t\"", "\"trace\":\"u\"", "layers[0].trace: is not the name of one of traces")]
    [InlineData("\"partial\":false", "\"partial\":true", "partial: the run was interrupted")]
    [InlineData("actorsim.report/1", "actorsim.report/9", "schema must be \"actorsim.report/1\"")]
    [InlineData("{\"schema\"", "{{\"schema\"", "is not JSON")]
    public void A_file_that_is_no_report_is_refused_with_its_place(string from, string to, string message)
    {
        var (a, b) = (Report("a", 50, ("x", 10)), Report("b", 50, ("x", 10)));
        var text = File.ReadAllText(b);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(b, text.Replace(from, to, StringComparison.Ordinal));
        var run = CliRun.Of("compare", a, b);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{b}: {message}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json alone cannot be compared")]
    [InlineData("--top 0 must be from 1", "a.json", "--top", "0")]
    [InlineData("missing.json", "missing.json")]
    public void Wrong_calls_are_refused(string message, params string[] more)
    {
        var run = CliRun.Of(["compare", Report("a", 10, ("x", 10)), .. more.Select(m => m.EndsWith(".json", StringComparison.Ordinal) ? _folder[m] : m)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private string Run(string name, string system)
    {
        var json = _folder[name + ".json"];
        Assert.Equal(0, CliRun.Of("run", _folder.SmallTrace(), "--system", system, "-q", "--json", json).ExitCode);
        return json;
    }

    private JsonElement Compare(params string[] reports)
    {
        var run = CliRun.Of(["compare", .. reports, "--json", _folder["c.json"]]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return CliReport.Read(_folder["c.json"]);
    }

    // At 1 GHz: a cycle is a nanosecond.
    private string Report(string name, long cycles, params (string Name, long Added)[] layers) => _folder.Text(name + ".json", JsonSerializer.Serialize(new
    {
        schema = "actorsim.report/1",
        cycles,
        partial = false,
        system = new { name = "s", coreHz = 1_000_000_000 },
        totals = new { readBytes = 64, writeBytes = 32 },
        traces = new[] { new { name = "t" } },
        dram = new { channels = new[] { new { energyJoules = (double?)null } } },
        layers = layers.Select(l => new { trace = "t", name = l.Name, addedCycles = l.Added, boundBy = "dram" }),
    }));

    private static IEnumerable<double> Parts(JsonElement all) =>
        all.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("runs")[1].GetProperty("differenceSeconds").GetDouble());

    private static IEnumerable<string?> Names(JsonElement all) => all.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("name").GetString());
}
