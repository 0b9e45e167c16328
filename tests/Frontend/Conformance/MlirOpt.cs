using System.Diagnostics;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>Upstream MLIR's optimizer driver, as Debian's mlir-*-tools packages install it.</summary>
internal static class MlirOpt
{
    private static readonly string[] Names = ["mlir-opt", .. Enumerable.Range(16, 10).Reverse().Select(version => $"mlir-opt-{version}")];

    /// <summary>The path of the program, or null.</summary>
    public static string? Command { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>The text as the program prints it anew in generic form.</summary>
    /// <exception cref="InvalidOperationException">It refuses the text.</exception>
    public static string Run(string text)
    {
        var start = new ProcessStartInfo(Command!, ["--allow-unregistered-dialect", "--mlir-print-op-generic", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"mlir-opt: exit code {process.ExitCode}: {error.Result}");
    }
}
