using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

/// <summary>A parsed value before substitutions are resolved. Nodes are compared by identity.</summary>
internal abstract class RawNode(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;
}
