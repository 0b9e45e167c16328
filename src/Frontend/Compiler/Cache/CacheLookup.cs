using ActorSim.Frontend.Compiler.Packages;

namespace ActorSim.Frontend.Compiler.Cache;

/// <summary>How a package was found: <paramref name="Reason"/> says why it had to be compiled; null for a hit.</summary>
public sealed record CacheLookup(KernelPackage Package, string? Reason)
{
    /// <summary>Why the package was not kept; null if it was.</summary>
    public string? Warning { get; init; }

    public bool IsHit => Reason is null;
}
