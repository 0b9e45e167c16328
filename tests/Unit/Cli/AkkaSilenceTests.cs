using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>The tool's own process, its real output and error: what is printed is ours, and nothing of Akka's.</summary>
public sealed class AkkaSilenceTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("auto", 1)]
    [InlineData("rounds", 2)]
    public void A_quiet_run_prints_nothing(string sync, int workers)
    {
        var trace = _folder.SmallTrace();
        Assert.Equal(
            new CliRun(0, "", ""), Tool("run", trace, "--system", "toy-8x8", "--quiet", "--sync", sync, "--workers", $"{workers}"));
    }

    [Fact]
    public void A_report_on_the_console_is_nothing_but_the_report()
    {
        var trace = _folder.SmallTrace();
        var own = Tool("run", trace, "--system", "toy-8x8");
        Assert.Equal((0, ""), (own.ExitCode, own.Error));
        Assert.DoesNotContain("akka", own.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("[INFO]", own.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_as_json_on_the_console_is_nothing_but_json()
    {
        var own = Tool("run", _folder.SmallTrace(), "--system", "toy-8x8", "--json", "-");
        Assert.Equal((0, ""), (own.ExitCode, own.Error));
        Assert.True(JsonDocument.Parse(own.Output).RootElement.GetProperty("cycles").GetInt64() > 0);
    }

    /// <summary>Frozen: the run fails inside, after its actors have lived.</summary>
    [Fact]
    public void A_frozen_run_prints_one_message()
    {
        var trace = _folder.SmallTrace();
        OneMessage(Tool("run", trace, "--set", "core.spad=1200"), 3, "frozen in cycle");
    }

    /// <summary>The scheduler reads the trace while it runs, and finds its end missing: the failure goes through Akka's supervision.</summary>
    [Theory]
    [InlineData("sequential")]
    [InlineData("rounds")]
    public void A_run_in_which_a_unit_fails_prints_one_message(string sync)
    {
        var trace = _folder.SmallTrace();
        var bytes = File.ReadAllBytes(trace);
        File.WriteAllBytes(trace, bytes[..^12]);
        OneMessage(Tool("run", trace, "--system", "toy-8x8", "--sync", sync), 2, "truncated");
    }

    private static void OneMessage(CliRun run, int code, string words)
    {
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("actorsim: error: ", line, StringComparison.Ordinal);
        Assert.Contains(words, line, StringComparison.Ordinal);
    }

    private static CliRun Tool(params string[] args)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "actorsim.dll");
        var start = new ProcessStartInfo("dotnet", [tool, .. args]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output.GetAwaiter().GetResult(), error);
    }
}
