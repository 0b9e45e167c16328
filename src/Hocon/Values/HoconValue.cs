using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

/// <summary>A resolved value: <see cref="HoconObject"/>, <see cref="HoconArray"/> or <see cref="HoconScalar"/>. Immutable.</summary>
public abstract class HoconValue
{
    private protected HoconValue(HoconOrigin origin) => Origin = origin;

    /// <summary>Where the value was written; of a merged object, where its first part was.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>What an error message calls the value, such as <c>an array</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>True for an unquoted <c>null</c>, which counts as no value at all.</summary>
    public virtual bool IsNull => false;
}
