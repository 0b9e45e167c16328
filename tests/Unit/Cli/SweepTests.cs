using System.Xml.Linq;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

public sealed class SweepTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_point_has_the_cycles_of_its_own_run()
    {
        var trace = _folder.SmallTrace();
        Sweep(trace, "--vary", "cores=1,2", "--vary", "dram.channels=1,4");
        var rows = Rows();
        Assert.Equal(["1 1", "1 4", "2 1", "2 4"], rows.Select(r => $"{r["cores"]} {r["dram.channels"]}"));
        foreach (var row in rows)
        {
            var run = CliRun.Of("run", trace, "--cores", row["cores"], "--channels", row["dram.channels"], "-q", "--json", _folder["r.json"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            var report = CliReport.Read(_folder["r.json"]);
            Assert.Equal(report.GetProperty("cycles").GetInt64(), long.Parse(row["cycles"]));
            Assert.Equal(report.GetProperty("digest").GetString(), row["digest"]);
            var totals = report.GetProperty("totals");
            var rate = totals.GetProperty("readBytesPerSecond").GetDouble() + totals.GetProperty("writeBytesPerSecond").GetDouble();
            Assert.Equal(rate, double.Parse(row["bytes_per_second"]), rate * 1e-9);
        }
    }

    [Fact]
    public void Speed_up_and_efficiency_are_relative_to_the_first_point()
    {
        Sweep(_folder.SmallTrace(), "--vary", "cores=1,2,4");
        var rows = Rows();
        foreach (var row in rows)
        {
            var speedUp = double.Parse(rows[0]["seconds"]) / double.Parse(row["seconds"]);
            Assert.Equal(speedUp, double.Parse(row["speedup"]), 1e-9);
            Assert.Equal(speedUp / int.Parse(row["cores"]), double.Parse(row["efficiency"]), 1e-9);
        }

        Assert.Equal("1", rows[0]["speedup"]);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_jobs()
    {
        var trace = _folder.SmallTrace();
        Sweep(trace, "--vary", "cores=1,2,3,4", "--jobs", "1");
        var alone = File.ReadAllText(Csv);
        Directory.Delete(_folder["out"], true);
        Sweep(trace, "--vary", "cores=1,2,3,4", "--jobs", "4");
        Assert.Equal(alone, File.ReadAllText(Csv));
    }

    [Fact]
    public void Finished_points_are_not_run_again_and_missing_ones_are()
    {
        var trace = _folder.SmallTrace();
        Assert.Contains("3 points, 3 simulated now", Sweep(trace, "--vary", "cores=1,2,4"), StringComparison.Ordinal);
        var csv = File.ReadAllText(Csv);
        var points = Directory.GetFiles(_folder["out/points"]).Order().ToArray();
        var times = points.Select(File.GetLastWriteTimeUtc).ToArray();
        File.Delete(points[1]);
        Assert.Contains("3 points, 1 simulated now", Sweep(trace, "--vary", "cores=1,2,4"), StringComparison.Ordinal);
        Assert.Equal(csv, File.ReadAllText(Csv));
        Assert.Equal(points, Directory.GetFiles(_folder["out/points"]).Order());
        Assert.Equal((times[0], times[2]), (File.GetLastWriteTimeUtc(points[0]), File.GetLastWriteTimeUtc(points[2])));
    }

    [Fact]
    public void A_damaged_result_is_run_again()
    {
        var trace = _folder.SmallTrace();
        Sweep(trace, "--vary", "cores=1,2");
        var csv = File.ReadAllText(Csv);
        var point = Directory.GetFiles(_folder["out/points"])[0];
        foreach (var text in new[] { "{", "[]", "{}", File.ReadAllText(point).Replace("\"cycles\": ", "\"cycles\": 1e99", StringComparison.Ordinal) })
        {
            File.WriteAllText(point, text);
            Assert.Contains("1 simulated now", Sweep(trace, "--vary", "cores=1,2"), StringComparison.Ordinal);
            Assert.Equal(csv, File.ReadAllText(Csv));
        }
    }

    [Theory]
    [InlineData("cores=1,1,1", "", 1)]
    [InlineData("cores=1,2", "--workers 2", 0)]
    [InlineData("machine.cores=2,1", "", 0)]
    [InlineData("cores=1,2", "--set noc.latency=50", 2)]
    public void Only_what_changes_results_makes_a_new_point(string vary, string more, int simulated)
    {
        var trace = _folder.SmallTrace();
        if (vary != "cores=1,1,1")
        {
            Sweep(trace, "--vary", "cores=1,2");
        }

        var output = Sweep([trace, "--vary", vary, .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Contains($" {simulated} simulated now", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_input_of_the_same_name_is_another_point()
    {
        Sweep(_folder.SmallTrace(), "--vary", "cores=1,2");
        var trace = _folder["small.msgpack"];
        Assert.Equal(0, CliRun.Of("gen", "vector-add", "--elements", "2048", "-o", trace).ExitCode);
        Assert.Contains("2 simulated now", Sweep(trace, "--vary", "cores=1,2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_of_a_package_vary_like_keys()
    {
        var package = _folder["k.pkg"];
        Assert.Equal(0, CliRun.Of("compile", "builtin:add", "-D", "shape=?N", "-o", package, "--cache", _folder["cache"]).ExitCode);
        Sweep(package, "--vary", "shape.N=2048,8192", "--vary", "cores=1,2");
        var rows = Rows();
        Assert.Equal(["2048", "2048", "8192", "8192"], rows.Select(r => r["shape.N"]));
        Assert.True(long.Parse(rows[2]["cycles"]) > long.Parse(rows[0]["cycles"]));
        Assert.All(rows, r => Assert.Equal("", r["efficiency"]));
    }

    [Fact]
    public void A_model_has_the_cycles_of_its_own_run_at_each_size_and_for_each_kind_of_core()
    {
        var model = SmallModel.Write(_folder["m.onnx"]);
        Sweep(model, "--vary", "shape.batch=3,128", "--vary", "core.spad=1MiB,16MiB");
        var rows = Rows();
        Assert.Equal(4, rows.Length);
        foreach (var row in rows)
        {
            var run = CliRun.Of("run", model, "--shape", "batch=" + row["shape.batch"], "--set", "core.spad=" + row["core.spad"], "-q",
                "--json", _folder["r.json"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(CliReport.Read(_folder["r.json"]).GetProperty("digest").GetString(), row["digest"]);
        }
    }

    [Fact]
    public void A_frozen_point_has_its_reason_and_does_not_stop_the_others()
    {
        var run = CliRun.Of(["sweep", _folder.SmallTrace(), "--vary", "core.spad=64B,16MiB", "-o", _folder["out"]]);
        Assert.Equal(3, run.ExitCode);
        var rows = Rows();
        Assert.Equal(["frozen", "done"], rows.Select(r => r["status"]));
        Assert.Contains("core", rows[0]["message"], StringComparison.Ordinal);
        Assert.Equal("", rows[1]["speedup"]);
        Assert.Contains(rows[0]["message"], run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plot_has_a_line_for_each_series_in_three_panels()
    {
        Sweep(_folder.SmallTrace(), "--vary", "cores=1,2,4", "--vary", "noc.latency=1,9");
        var svg = XDocument.Load(_folder["out/sweep.svg"]);
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        Assert.All(["Speed-up", "Efficiency", "Bandwidth (GB/s)", "noc.latency=1", "noc.latency=9"], t => Assert.Contains(t, texts));
        Assert.Equal(18, svg.Descendants().Count(e => e.Name.LocalName == "circle"));
        Assert.DoesNotContain("http", svg.ToString().Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private string Csv => _folder["out/sweep.csv"];

    private string Sweep(params string[] args)
    {
        var run = CliRun.Of(["sweep", .. args, "-o", _folder["out"]]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }

    // No cell of these tests but the message, which is last, has a comma.
    private Dictionary<string, string>[] Rows()
    {
        var lines = File.ReadAllLines(Csv);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => names.Zip(l.Split(',', names.Length)).ToDictionary(p => p.First, p => p.Second.Trim('"')))];
    }
}
