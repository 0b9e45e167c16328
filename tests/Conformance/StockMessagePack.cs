using System.Diagnostics;

namespace ActorSim.Tests.Conformance;

/// <summary>Stock MessagePack implementations of other languages, as tools/conformance/setup installs them.</summary>
internal sealed class StockMessagePack(string name, string script, string[] interpreters, string[] probe)
{
    private static readonly Dictionary<string, StockMessagePack> Known = new StockMessagePack[]
    {
        new("@msgpack/msgpack (node)", "trace.mjs", ["node"], ["--input-type=module", "-e", "import '@msgpack/msgpack'"]),
        new("python3-msgpack", "trace.py", ["python3", "/usr/bin/python3"], ["-c", "import msgpack"]),
    }.ToDictionary(s => s._script);

    private readonly string _script = script;
    private readonly Lazy<string?> _interpreter = new(() => Array.Find(interpreters, i => Works(i, probe)));

    private string Name { get; } = name;

    /// <summary>Why the implementation cannot be used, or null.</summary>
    public static string? Missing(string script) =>
        Known[script]._interpreter.Value is null ? $"{Known[script].Name} is not installed; run tools/conformance/setup" : null;

    /// <summary>Runs the script and returns what it printed; a failure is an exception with its error output.</summary>
    public static string Run(string script, params string[] arguments)
    {
        StockMessagePack stock = Known[script];
        (int code, string output, string error) = Start(stock._interpreter.Value!, [Path.Combine(Folder(), script), .. arguments]);
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
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static bool Works(string interpreter, string[] probe)
    {
        try
        {
            return Start(interpreter, probe).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The interpreter itself is not installed.
            return false;
        }
    }
}
