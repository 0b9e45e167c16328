using ActorSim.Hocon.Values;

namespace ActorSim.Hocon.Resolving;

/// <summary>A value that was resolved on the way to one of its keys.</summary>
internal sealed class RawResolved(HoconValue value) : RawNode(value.Origin)
{
    public HoconValue Value { get; } = value;
}
