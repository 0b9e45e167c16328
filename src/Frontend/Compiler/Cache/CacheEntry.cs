using ActorSim.Frontend.Compiler.Packages;

namespace ActorSim.Frontend.Compiler.Cache;

/// <summary>A package in a cache directory. <paramref name="Key"/> is null if the file is damaged.</summary>
public sealed record CacheEntry(string Path, long Bytes, CompileKey? Key)
{
    private const int ShownDigits = 12;

    /// <summary>The beginning of its name, which is whatever someone put there.</summary>
    public string ShortName => System.IO.Path.GetFileNameWithoutExtension(Path) is { Length: > ShownDigits } name ? name[..ShownDigits]
        : System.IO.Path.GetFileNameWithoutExtension(Path);
}

/// <summary>How a package was found: <paramref name="Reason"/> says why it had to be compiled; null for a hit.</summary>
public sealed record CacheLookup(KernelPackage Package, string? Reason)
{
    /// <summary>Why the package was not kept; null if it was.</summary>
    public string? Warning { get; init; }

    public bool IsHit => Reason is null;
}
