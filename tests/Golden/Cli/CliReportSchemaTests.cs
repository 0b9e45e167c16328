using System.Text.Json;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Golden.Cli;

/// <summary>The JSON report is a contract: its members stay, and each number says its unit and definition.</summary>
public sealed class CliReportSchemaTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Members_are_the_approved_ones()
    {
        var approved = Path.Combine(AppContext.BaseDirectory, "Fixtures", "report-schema.txt");
        Assert.Equal(File.ReadAllLines(approved), CliReport.Leaves(WithoutDefinitions(Report())).ToArray());
    }

    [Fact]
    public void Every_number_is_defined_and_every_definition_is_of_a_number() => DefinesItsNumbers(Report());

    [Fact]
    public void Every_number_of_a_network_is_defined() => DefinesItsNumbers(Report("--set", "noc.model=mesh"));

    private static void DefinesItsNumbers(JsonElement report)
    {
        const string Number = " Number";
        var leaves = CliReport.Leaves(WithoutDefinitions(report));
        var numbers = leaves.Where(p => p.EndsWith(Number, StringComparison.Ordinal)).Select(p => p[..^Number.Length]);
        var defined = report.GetProperty("definitions").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
        Assert.Equal(numbers, defined);
        Assert.All(report.GetProperty("definitions").EnumerateObject(), d =>
        {
            Assert.NotEmpty(d.Value.GetProperty("unit").GetString()!);
            Assert.NotEmpty(d.Value.GetProperty("definition").GetString()!);
        });
    }

    [Fact]
    public void All_but_the_simulation_is_the_same_in_every_run() => Assert.Equal(
        JsonSerializer.Serialize(Without(Report(), "simulation")), JsonSerializer.Serialize(Without(Report(), "simulation")));

    // Two traces, one with a partition of its own, a model and a tenant, so that no member is missing or null.
    private JsonElement Report(params string[] options)
    {
        var trace = _folder.SmallTrace();
        var model = SmallModel.Write(_folder["m.onnx"]);
        var run = CliRun.Of(["run", trace, model, "--shape", "batch=1", "--request", trace + "@500,0", "--request", trace + "@every:9000,count=2",
            "--system", "oracle-hbm2", "--cores", "2", "--json", _folder["report.json"], .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var report = CliReport.Read(_folder["report.json"]);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("traces")[0].GetProperty("partition").ValueKind);
        return report;
    }

    private static JsonElement WithoutDefinitions(JsonElement report) => Without(report, "definitions");

    private static JsonElement Without(JsonElement report, string member) => JsonSerializer.SerializeToElement(
        report.EnumerateObject().Where(p => p.Name != member).ToDictionary(p => p.Name, p => p.Value));
}
