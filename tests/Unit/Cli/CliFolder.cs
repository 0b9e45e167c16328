using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>A folder of its own for each test, and the repository's files.</summary>
internal sealed class CliFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorsim-test-");

    /// <summary>The repository's folder: the nearest one above the tests that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(f => f.Name).Order();

    /// <summary>Writes a small gemm (4 work-items on 8 x 8 arrays) that every system can run.</summary>
    public string SmallTrace(string name = "small.msgpack")
    {
        var path = this[name];
        var run = CliRun.Of("gen", "gemm", "--m", "32", "--n", "32", "--k", "32", "--tile-m", "16", "--tile-n", "16", "--tile-k", "16",
            "--subtile-m", "8", "--subtile-n", "8", "--subtile-k", "8", "--array-rows", "8", "--array-columns", "8", "-o", path);
        Assert.Equal(0, run.ExitCode);
        return path;
    }

    /// <summary>Writes a trace that the writer itself does not check.</summary>
    public string UncheckedTrace(string name, Action<ITraceSink> emit)
    {
        File.WriteAllBytes(this[name], TraceSamples.Write(emit, validate: false));
        return this[name];
    }

    public string Text(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorSim.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run below the repository");
        }

        return folder.FullName;
    }
}
