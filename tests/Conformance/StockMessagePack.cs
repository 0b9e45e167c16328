using System.Diagnostics;

namespace ActorSim.Tests.Conformance;

/// <summary>Stock MessagePack implementations of other languages, as tools/conformance/setup installs them.</summary>
internal sealed record StockMessagePack(string Name, string Script, string[] Interpreters, string[] Probe)
{
    private static readonly Dictionary<string, StockMessagePack> Known = new StockMessagePack[]
    {
        new("@msgpack/msgpack (node)", "trace.mjs", ["node"], ["--input-type=module", "-e", "import '@msgpack/msgpack'"]),
        new("python3-msgpack", "trace.py", ["python3", "/usr/bin/python3"], ["-c", "import msgpack"]),
    }.ToDictionary(s => s.Script);

    /// <summary>Why the implementation cannot be used, or null.</summary>
    public static string? Missing(string script) =>
        Known[script].FindInterpreter() is null ? $"{Known[script].Name} is not installed; run tools/conformance/setup" : null;

    /// <summary>Runs the script and returns what it printed; a failure is an exception with its error output.</summary>
    public static string Run(string script, params string[] arguments)
    {
        StockMessagePack stock = Known[script];
        (int code, string output, string error) = Start(stock.FindInterpreter()!, [Path.Combine(Folder(), script), .. arguments]);
        return code == 0 ? output : throw new InvalidOperationException($"{stock.Name}: exit code {code}: {error}");
    }

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ActorSim.sln")))
                return Path.Combine(at.FullName, "tools", "conformance");
        }
        throw new DirectoryNotFoundException("The tests do not run inside the repository: ActorSim.sln is in no folder above them.");
    }

    private static (int Code, string Output, string Error) Start(string file, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        info.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private string? FindInterpreter() => Array.Find(Interpreters, Works);

    private bool Works(string interpreter)
    {
        try
        {
            return Start(interpreter, Probe).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The interpreter itself is not installed.
            return false;
        }
    }
}
