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
