using ActorSim.Frontend.Packages;

namespace ActorSim.Frontend.Cache;

/// <summary>A package in a cache directory. <paramref name="Key"/> is null if the file is damaged.</summary>
public sealed record CacheEntry(string Path, long Bytes, CompileKey? Key);
