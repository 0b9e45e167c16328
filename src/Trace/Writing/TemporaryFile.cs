using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ActorSim.Trace.Writing;

/// <summary>
/// Files that are on their way to a name: unpredictable names, made only where nothing is, so that nobody can put a link there before; locked
/// while they are written, so that what a killed process left can be told from what is in use.
/// </summary>
public static class TemporaryFile
{
    private const string Extension = ".actorsim-tmp";
    private const int NameBytes = 12;

    // Of the longest name that file systems take, 255 bytes.
    private const int MostNameCharacters = 48;

    // Of this process, by their paths.
    private static readonly ConcurrentDictionary<string, bool> Live = new(StringComparer.Ordinal);

    /// <summary>Creates one beside what it will be.</summary>
    /// <param name="folder">Must exist.</param>
    /// <param name="name">What it will be called; begins the temporary name.</param>
    /// <param name="path">Where it is.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static FileStream Create(string folder, string name, out string path)
    {
        string head = name.Length > MostNameCharacters ? name[..MostNameCharacters] : name;
        path = Path.Combine(folder, $".{head}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes))}{Extension}");
        FileStream stream = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1);
        Live[path] = true;
        return stream;
    }

    /// <summary>It has its name, or has been deleted.</summary>
    public static void Release(string path) => Live.TryRemove(path, out _);

    /// <summary>Deletes what this process has under way, because it is about to end.</summary>
    public static void DeleteLive()
    {
        foreach (string path in Live.Keys)
            DeleteQuietly(path);
    }

    /// <summary>Creates one that has no name once it is open, or loses it when it is closed: whatever ends the process, nothing is left.</summary>
    /// <inheritdoc cref="Create"/>
    public static FileStream CreateNameless(string folder, string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            FileStream stream = Create(folder, name, out string path);
            File.Delete(path);
            Release(path);
            return stream;
        }
        string named = Path.Combine(folder, $".{name}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes))}{Extension}");
        return new FileStream(named, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>Deletes what killed processes left in the folder; the number of files deleted. What another process writes stays.</summary>
    public static int Sweep(string folder)
    {
        if (!Directory.Exists(folder))
            return 0;
        int deleted = 0;
        foreach (string path in Directory.GetFiles(folder, ".*" + Extension))
            deleted += DeleteUnlessLocked(path) ? 1 : 0;
        return deleted;
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder has gone or is closed: the next sweep of it finds the file.
        }
    }

    private static bool DeleteUnlessLocked(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, or gone, or somebody else's.
            return false;
        }
    }
}
