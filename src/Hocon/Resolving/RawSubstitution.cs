using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

/// <summary><c>${path}</c> or <c>${?path}</c>. The prefix is the place at which the file was included: tried first, then the
/// root.</summary>
internal sealed class RawSubstitution(IReadOnlyList<string> path, bool isOptional, IReadOnlyList<string> prefix, HoconOrigin origin)
    : RawNode(origin)
{
    public IReadOnlyList<string> Path { get; } = path;

    public bool IsOptional { get; } = isOptional;

    public IReadOnlyList<string> Prefix { get; } = prefix;
}
