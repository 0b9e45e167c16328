using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

/// <summary>Several values on one line.</summary>
internal sealed class RawConcat(IReadOnlyList<RawNode> pieces, HoconOrigin origin) : RawNode(origin)
{
    public IReadOnlyList<RawNode> Pieces { get; } = pieces;
}
