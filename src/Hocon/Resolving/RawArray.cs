using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

internal sealed class RawArray(IReadOnlyList<RawNode> items, HoconOrigin origin) : RawNode(origin)
{
    public IReadOnlyList<RawNode> Items { get; } = items;
}
