using System.Text.Json;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>What is booked to tensors, and to kernels, is all that the channels did, whoever simulated it.</summary>
public sealed class AttributionLaws : IDisposable
{
    private static readonly string[] Booked =
        ["rowHits", "rowMisses", "rowConflicts", "activates", "forwardedReads", "coalescedWrites", "readBytes", "writeBytes"];

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tensors")]
    [InlineData("kernels")]
    public void Sums_over_owners_are_the_channel_totals(string owners)
    {
        var report = Run("sequential", 1);
        var channels = report.GetProperty("dram").GetProperty("channels");
        Assert.All(Booked, name => Assert.Equal((name, Sum(channels, name)), (name, Sum(report.GetProperty(owners), name))));
        Assert.True(Sum(channels, "rowHits") > 0);
        var commands = channels.EnumerateArray().Select(c => c.GetProperty("energyJoules"))
            .Sum(e => e.GetProperty("activate").GetDouble() + e.GetProperty("read").GetDouble() + e.GetProperty("write").GetDouble());
        Assert.Equal(commands, report.GetProperty(owners).EnumerateArray().Sum(o => o.GetProperty("commandJoules").GetDouble()), 1e-15);
    }

    [Theory]
    [InlineData("rounds", 2)]
    [InlineData("rounds", 3)]
    public void Booking_does_not_depend_on_who_simulates(string synchronizer, int workers)
    {
        var one = Run("sequential", 1);
        var many = Run(synchronizer, workers);
        Assert.Equal(one.GetProperty("tensors").GetRawText(), many.GetProperty("tensors").GetRawText());
        Assert.Equal(one.GetProperty("kernels").GetRawText(), many.GetProperty("kernels").GetRawText());
    }

    [Fact]
    public void Waiting_is_at_least_a_cycle_per_request()
    {
        foreach (var tensor in Run("sequential", 1).GetProperty("tensors").EnumerateArray())
        {
            Assert.True(tensor.GetProperty("meanWaitCycles").GetDouble() >= 1, tensor.GetRawText());
        }
    }

    private JsonElement Run(string synchronizer, int workers)
    {
        var trace = _folder.SmallTrace();
        var run = CliRun.Of("run", trace, "--request", trace + "@300,0", "--system", "oracle-hbm2", "--cores", "2", "-q",
            "--sync", synchronizer, "--workers", workers.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--json", _folder["report.json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return CliReport.Read(_folder["report.json"]);
    }

    private static long Sum(JsonElement rows, string name) => rows.EnumerateArray().Sum(r => r.GetProperty(name).GetInt64());
}
