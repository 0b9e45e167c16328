using System.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Tools;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// The executable reference model: not part of this repository, found through the variable ACTORSIM_REFERENCE_MODEL or beside the
/// repository at ../shared/tools/reference_model.py. Needs python3.
/// </summary>
public static class ReferenceModel
{
    private const string Variable = "ACTORSIM_REFERENCE_MODEL";

    /// <summary>Why it cannot be asked; null if it can.</summary>
    public static string? Missing { get; } = FindMissing();

    private static string Script => Environment.GetEnvironmentVariable(Variable)
        ?? Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "tools", "reference_model.py"));

    /// <summary>What the model says about each case: the total ("frozen" if it cannot end) and the events in canonical order.</summary>
    public static IReadOnlyList<(string Total, string[] Events)> Ask(IReadOnlyList<GeneratedCase> cases)
    {
        var folder = Directory.CreateTempSubdirectory("actorsim-oracle-");
        try
        {
            File.WriteAllLines(Path.Combine(folder.FullName, "cases.txt"), cases.Select((c, n) => $"case{n} {c.Options}"));
            for (var n = 0; n < cases.Count; n++)
            {
                Export(cases[n].Trace, Path.Combine(folder.FullName, $"case{n}.jsonl"));
            }

            Run(Path.Combine(Repository.Root, "tools", "oracle", "reference_events.py"), Script, folder.FullName);
            return cases.Select((_, n) => Answer(File.ReadAllLines(Path.Combine(folder.FullName, $"case{n}.csv")))).ToArray();
        }
        finally
        {
            folder.Delete(true);
        }
    }

    public static (string Total, string[] Events) Answer(string[] lines) => (lines[0], EventRecorder.Sort(lines.Skip(1)));

    private static void Export(byte[] trace, string path)
    {
        using var exporter = RecordedStreamExporter.Create(path);
        using var reader = new TraceReader(new MemoryStream(trace), "trace");
        TracePump.Copy(reader, exporter);
    }

    private static string? FindMissing()
    {
        if (!File.Exists(Script))
        {
            return $"the reference model is not there: set {Variable} to its path";
        }

        try
        {
            Run("--version");
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "python3 is not installed";
        }
    }

    private static void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"python3 {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors}");
        }
    }
}
