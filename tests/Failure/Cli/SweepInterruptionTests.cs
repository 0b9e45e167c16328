using System.Diagnostics;
using System.Globalization;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>A sweep that somebody ends goes on where it was; these tests end the tool's own process.</summary>
public sealed class SweepInterruptionTests : IDisposable
{
    private const int Points = 5;
    private static readonly string[] Vary = ["--vary", "noc.latency=1,2,3,4,5", "--jobs", "1"];
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KILL", 1)]
    [InlineData("INT", 1)]
    [InlineData("INT", 2)]
    public void An_ended_sweep_goes_on_without_its_finished_points(string signal, int times)
    {
        var trace = _folder["g.msgpack"];
        Assert.Equal(0, CliRun.Of("gen", "gemm", "--m", "1024", "--n", "512", "--k", "512", "-o", trace).ExitCode);
        var (code, error) = StartAndSignal(signal, times, trace);
        Assert.Equal(signal == "KILL" ? 128 + 9 : 130, code);
        Assert.Equal(signal == "INT", error.Contains("interrupted: what is finished is kept", StringComparison.Ordinal));
        var kept = Directory.GetFiles(_folder["out/points"], "*.json");
        Assert.InRange(kept.Length, 1, Points - 1);
        var written = kept.Select(File.GetLastWriteTimeUtc).ToArray();

        var rest = CliRun.Of(["sweep", trace, .. Vary, "-o", _folder["out"]]);
        Assert.Equal(0, rest.ExitCode);
        Assert.Contains($"{Points} points, {Points - kept.Length} simulated now", rest.Output, StringComparison.Ordinal);
        Assert.Equal(written, kept.Select(File.GetLastWriteTimeUtc));
        var whole = CliRun.Of(["sweep", trace, .. Vary, "-o", _folder["whole"]]);
        Assert.Equal(0, whole.ExitCode);
        Assert.Equal(File.ReadAllText(_folder["whole/sweep.csv"]), File.ReadAllText(_folder["out/sweep.csv"]));
    }

    // A point's file is there when its line is: from then on the signal may come whenever it likes.
    private (int ExitCode, string Error) StartAndSignal(string signal, int times, string trace)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "actorsim.dll");
        var start = new ProcessStartInfo("dotnet", [tool, "sweep", trace, .. Vary, "-o", _folder["out"]])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        while (process.StandardError.ReadLine() is { } line && !line.Contains("[1/", StringComparison.Ordinal))
        {
            Assert.StartsWith("actorsim: ", line, StringComparison.Ordinal);
        }

        // Twice at once is one wish: timeout(1) signals the process, and then its group.
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        using (var kill = Process.Start("kill", ["-" + signal, .. Enumerable.Repeat(id, times)]))
        {
            kill.WaitForExit();
        }

        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
