using System.Collections.Concurrent;
using System.Globalization;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Frontend.Compiler.Cache;

/// <summary>
/// Compiled packages by key: in memory, and in a directory that survives the process. Files are written under a temporary name and
/// renamed, so that processes may share a directory; what is read is checked, and a damaged file counts as missing and is replaced. A
/// hit never compiles. Safe for concurrent use.
/// </summary>
public sealed class PackageCache(string directory)
{
    private const string Extension = ".kpkg";

    private readonly ConcurrentDictionary<string, KernelPackage> _memory = new(StringComparer.Ordinal);
    private readonly CacheJournal _journal = new(System.IO.Path.Combine(directory, "journal"));
    private long _hits;
    private long _misses;

    public string Directory { get; } = directory;

    /// <summary>Hits of this object.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Misses of this object.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>Hits and misses of all processes since the directory was cleared, and the last misses with their reasons.</summary>
    public CacheJournal Journal => _journal;

    /// <summary>The package of the key, compiled if need be.</summary>
    /// <exception cref="CompileException">It is not cached and cannot be compiled; nothing is remembered then.</exception>
    public CacheLookup GetOrCompile(CompileKey key, Func<KernelPackage> compile)
    {
        var hash = key.Hash;
        if (_memory.TryGetValue(hash, out var known))
        {
            Interlocked.Increment(ref _hits);
            return new CacheLookup(known, null);
        }

        if (TryRead(PathOf(hash), key, out var stored, out var damage))
        {
            Interlocked.Increment(ref _hits);
            _journal.Hit(hash);
            return new CacheLookup(_memory.GetOrAdd(hash, stored!), null);
        }

        Interlocked.Increment(ref _misses);
        var reason = damage ?? Why(key);
        var package = compile();
        _memory[hash] = package;
        return new CacheLookup(package, reason) { Warning = Keep(package, hash, reason) };
    }

    // A folder that cannot be written costs the next compile its hit, and this one nothing.
    private string? Keep(KernelPackage package, string hash, string reason)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
            TemporaryFile.Sweep(Directory);
            package.Write(PathOf(hash));
            _journal.Miss(hash, Describe(package.Key), reason);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the cache {Directory} cannot be written ({IoReason.Of(e)}); choose another folder, or none";
        }
    }

    /// <summary>Why a key is not in the cache: the nearest entry and the fields in which it differs.</summary>
    public string Why(CompileKey key)
    {
        var nearest = Readable().Where(e => e.Key is not null && Same(key, e.Key, "source") && Same(key, e.Key, "text"))
            .OrderBy(e => key.Differences(e.Key!).Count).ThenBy(e => e.Path, StringComparer.Ordinal).FirstOrDefault();
        if (nearest?.Key is null) return "no entry of this source";
        var fields = key.Differences(nearest.Key);
        if (fields.Count == 0) return "an equal entry is there now";
        return $"nearest entry {nearest.ShortName} differs in "
            + string.Join("; ", fields.Select(f => $"{f.Field}: {f.Mine}, there {f.Other}"));
    }

    // Whose folder cannot be read has no entries, and compiles.
    private IReadOnlyList<CacheEntry> Readable()
    {
        try
        {
            return Entries();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Files of the directory in order of name.</summary>
    public IReadOnlyList<CacheEntry> Entries()
    {
        if (!System.IO.Directory.Exists(Directory)) return [];
        var entries = new List<CacheEntry>();
        foreach (var path in System.IO.Directory.GetFiles(Directory, "*" + Extension).Order(StringComparer.Ordinal))
        {
            try
            {
                var bytes = InputFile.ReadBytes(path);
                entries.Add(new CacheEntry(path, bytes.Length, KeyOf(bytes, path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process cleared the directory, or it is somebody else's file.
                continue;
            }
        }

        return entries;
    }

    /// <summary>Removes all entries and counts; the number of entries removed.</summary>
    public int Clear()
    {
        _memory.Clear();
        _journal.Clear();
        if (!System.IO.Directory.Exists(Directory)) return 0;
        var files = System.IO.Directory.GetFiles(Directory, "*" + Extension);
        foreach (var path in files) File.Delete(path);
        TemporaryFile.Sweep(Directory);
        return files.Length;
    }

    /// <summary>A line that says what a key is of, without what every key has.</summary>
    public static string Describe(CompileKey key)
    {
        var parameters = key.Fields.Where(f => f.Key.StartsWith("param.", StringComparison.Ordinal)).Select(f => $"{f.Key[6..]}={f.Value}");
        var source = key.Fields.FirstOrDefault(f => f.Key == "source").Value ?? "?";
        return string.Create(CultureInfo.InvariantCulture, $"{source} {string.Join(',', parameters)}").TrimEnd();
    }

    private static bool Same(CompileKey a, CompileKey b, string field) =>
        a.Fields.FirstOrDefault(f => f.Key == field).Value == b.Fields.FirstOrDefault(f => f.Key == field).Value;

    private static CompileKey? KeyOf(byte[] bytes, string path)
    {
        try
        {
            return KernelPackage.FromBytes(bytes, path).Key;
        }
        catch (CompileException)
        {
            return null;
        }
    }

    private static bool TryRead(string path, CompileKey key, out KernelPackage? package, out string? damage)
    {
        (package, damage) = (null, null);
        if (!File.Exists(path)) return false;
        try
        {
            package = KernelPackage.Read(path);
        }
        catch (CompileException e)
        {
            damage = "the entry cannot be read and is replaced: " + e.Diagnostics[0].Message;
            return false;
        }

        if (package.Key.Equals(key)) return true;
        damage = "the entry belongs to another key and is replaced";
        return false;
    }

    private string PathOf(string hash) => System.IO.Path.Combine(Directory, hash + Extension);
}
