using System.Text;
using ActorSim.Trace.Reading;

namespace ActorSim.Frontend.Compiler.Cache;

/// <summary>
/// What happened in a cache directory, one line for each event, appended in one write so that processes may share it. Losing it loses
/// counts and reasons, no packages.
/// </summary>
public sealed class CacheJournal(string path)
{
    private const char Separator = '\t';

    // Counts are worth no failure: a folder that can be read and not written still serves its packages.
    internal void Hit(string hash)
    {
        try
        {
            Append($"hit{Separator}{hash}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unwritable = true;
        }
    }

    /// <summary>A hit could not be counted.</summary>
    public bool Unwritable { get; private set; }

    internal void Miss(string hash, string what, string reason) =>
        Append($"miss{Separator}{hash}{Separator}{Clean(what)}{Separator}{Clean(reason)}");

    internal void Clear()
    {
        if (File.Exists(path)) File.Delete(path);
    }

    /// <summary>Counts over all processes.</summary>
    public (long Hits, long Misses) Counts()
    {
        var lines = Lines();
        return (lines.LongCount(l => l[0] == "hit"), lines.LongCount(l => l[0] == "miss"));
    }

    /// <summary>The last misses, newest first: what was asked for and why it was not there.</summary>
    public IReadOnlyList<(string What, string Reason)> Misses(int limit) =>
        [.. Lines().Where(l => l[0] == "miss" && l.Length == 4).Reverse().Take(limit).Select(l => (l[2], l[3]))];

    private static string Clean(string text) => text.Replace(Separator, ' ').ReplaceLineEndings(" ");

    private string[][] Lines() =>
        File.Exists(path) ? [.. InputFile.ReadText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(Separator))] : [];

    private void Append(string line)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1);
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
