using System.Diagnostics;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>The tool as a process of its own, below a shell.</summary>
internal static class Tool
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "actorsim.dll");

    /// <summary>Runs a script of bash, in which $A is the tool.</summary>
    public static (int ExitCode, string Output, string Error) Bash(string script, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["A"] = $"dotnet {Path}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

/// <summary>A test of the nightly tier (ACTORSIM_NIGHTLY=1).</summary>
internal sealed class NightlyFactAttribute : FactAttribute
{
    public NightlyFactAttribute() => Skip = Nightly.Skip;
}

/// <summary>Tests of the nightly tier, one for each line of data.</summary>
internal sealed class NightlyTheoryAttribute : TheoryAttribute
{
    public NightlyTheoryAttribute() => Skip = Nightly.Skip;
}

/// <summary>The nightly tier.</summary>
internal static class Nightly
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1";

    /// <summary>Why its tests are skipped; null if they are not.</summary>
    public static string? Skip => IsOn ? null : "nightly: set ACTORSIM_NIGHTLY=1";
}
