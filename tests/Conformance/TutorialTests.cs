using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>docs/tutorial.md does what it says: its files are written, and its commands run, in its order.</summary>
public sealed partial class TutorialTests : IDisposable
{
    private const int Lessons = 5;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorsim-tutorial-");

    public void Dispose() => _folder.Delete(true);

    [PythonFact]
    public void Every_command_of_the_tutorial_succeeds()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tutorial.md"));
        Assert.Equal(Lessons, Lesson().Count(text));
        var commands = 0;
        foreach (Match block in Block().Matches(text))
        {
            var (language, body) = (block.Groups[1].Value, block.Groups[2].Value);
            if (language == "sh")
            {
                commands += body.Count(c => c == '\n');
                Run(body);
            }
            else
            {
                var name = FileName().Match(body);
                Assert.True(name.Success, $"a block of {language} names no file");
                File.WriteAllText(Path.Combine(_folder.FullName, name.Groups[1].Value), body);
            }
        }

        Assert.True(commands >= 15, $"{commands} commands");
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "gemm.html")));
    }

    [GeneratedRegex("^## [0-9]", RegexOptions.Multiline)]
    private static partial Regex Lesson();

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^# file: ([a-z.]+)\n")]
    private static partial Regex FileName();

    private void Run(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euc", script]) { WorkingDirectory = _folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["PYTHONPATH"] = Path.Combine(Repository.Root, "tools", "python");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script}\n{output.GetAwaiter().GetResult()}\n{error}");
    }
}
