using System.Diagnostics;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>The package of tools/python, by its own tests, against the tool of this build.</summary>
public sealed class PythonDoorTests
{
    [PythonFact]
    public void Its_own_tests_pass()
    {
        var (code, output) = Run("-m", "unittest", "discover", "-s", "tools/python/tests", "-t", "tools/python");
        Assert.True(code == 0, output);
        Assert.Matches("Ran [1-9]", output);
    }

    internal static (int Code, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(PythonFactAttribute.Python!, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ACTORSIM"] = Path.Combine(AppContext.BaseDirectory, "actorsim");
        start.Environment["PYTHONPATH"] = Path.Combine(Repository.Root, "tools", "python");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult() + error);
    }
}

/// <summary>A fact that is skipped, with the reason, where there is no Python.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = Python is null ? "python3 is not on the path" : null!;

    /// <summary>File of the interpreter; null if there is none.</summary>
    public static string? Python { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
}
