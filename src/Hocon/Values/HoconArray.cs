using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

/// <summary>A list of values, in order.</summary>
public sealed class HoconArray : HoconValue
{
    /// <summary>Makes an array of resolved values.</summary>
    public HoconArray(IReadOnlyList<HoconValue> items, HoconOrigin origin)
        : base(origin) => Items = items;

    /// <summary>The elements, in order.</summary>
    public IReadOnlyList<HoconValue> Items { get; }

    public override string Kind => "an array";

    public override string ToString() => $"[{string.Join(", ", Items)}]";
}
