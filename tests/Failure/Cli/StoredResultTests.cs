using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>What the tool finds where it keeps things: any file by any hand.</summary>
public sealed class StoredResultTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_file_in_the_cache_folder_is_listed_and_none_is_believed()
    {
        Directory.CreateDirectory(_folder["c"]);
        foreach (var name in new[] { "a.kpkg", ".kpkg", new string('x', 200) + ".kpkg" })
        {
            File.WriteAllText(Path.Combine(_folder["c"], name), "not a package");
        }

        string[] compile = ["compile", "builtin:add", "-D", "shape=8x8", "--cache", _folder["c"], "-o", _folder["a.kpkg"]];
        Assert.Equal(0, CliRun.Of(compile).ExitCode);
        Assert.Contains("from the cache", CliRun.Of(compile).Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (CliRun.Of("cache", "list", "--cache", _folder["c"]).ExitCode, CliRun.Of("cache", "why", "--cache", _folder["c"]).ExitCode));
        Assert.Equal(0, CliRun.Of([.. compile, "-D", "dtype=bf16"]).ExitCode);
        Assert.Contains("5 entries", CliRun.Of("cache", "list", "--cache", _folder["c"]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"status\": \"done\"", "\"status\": \"fine\"")]
    [InlineData("\"cycles\": ", "\"cycles\": -")]
    [InlineData("\"cycles\": ", "\"cycles\": 1")]
    [InlineData("\"seconds\": ", "\"seconds\": 1")]
    [InlineData("\"message\": null", "\"message\": \"x\"")]
    public void A_changed_point_of_a_sweep_runs_again(string from, string to)
    {
        string[] sweep = ["sweep", _folder.SmallTrace(), "--vary", "noc.latency=1,2", "-o", _folder["s"]];
        Assert.Equal(0, CliRun.Of(sweep).ExitCode);
        Assert.Contains("2 points, 0 simulated now", CliRun.Of(sweep).Output, StringComparison.Ordinal);
        var csv = File.ReadAllText(_folder["s/sweep.csv"]);
        var point = Directory.GetFiles(_folder["s/points"]).Order(StringComparer.Ordinal).First();
        var text = File.ReadAllText(point);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(point, text.Replace(from, to, StringComparison.Ordinal));

        Assert.Contains("2 points, 1 simulated now", CliRun.Of(sweep).Output, StringComparison.Ordinal);
        Assert.Equal(csv, File.ReadAllText(_folder["s/sweep.csv"]));
        Assert.Equal(text, File.ReadAllText(point));
    }
}
