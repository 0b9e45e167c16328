using System.Diagnostics;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>The stock ONNX checker, as tools/conformance/setup installs it.</summary>
internal static class StockOnnx
{
    private static readonly Lazy<string?> Interpreter = new(() => Array.Find(["python3", "/usr/bin/python3"], Works));

    public static string? Missing => Interpreter.Value is null ? "python3-onnx is not installed; run tools/conformance/setup" : null;

    /// <summary>Checks models strictly; the inferred shape of each value by file and name, sizes separated by commas.</summary>
    public static Dictionary<(string File, string Value), string> Check(IEnumerable<string> models)
    {
        var script = Path.Combine(RepositoryFolder.Root(), "tools", "conformance", "onnx_check.py");
        var (code, output, error) = Start(Interpreter.Value!, [script, .. models]);
        if (code != 0)
        {
            throw new InvalidOperationException($"onnx.checker: exit code {code}: {error}");
        }

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(l => l.Split('\t')).ToDictionary(f => (f[0], f[1]), f => f[2]);
    }

    private static bool Works(string interpreter)
    {
        try
        {
            return Start(interpreter, ["-c", "import onnx.shape_inference"]).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Output, string Error) Start(string file, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
