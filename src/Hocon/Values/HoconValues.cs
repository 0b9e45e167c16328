using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

/// <summary>One key of an object.</summary>
/// <param name="Key">The key, one path element, unquoted.</param>
/// <param name="KeyOrigin">Where the key was first written.</param>
/// <param name="Value">Its value, resolved.</param>
public sealed record HoconField(string Key, HoconOrigin KeyOrigin, HoconValue Value);

/// <summary>A string, number, boolean or null: HOCON keeps the text and lets the reader say what it should be.</summary>
public sealed class HoconScalar : HoconValue
{
    /// <summary>Makes a scalar.</summary>
    /// <param name="text">The text, unescaped.</param>
    /// <param name="isQuoted">Whether quotes (or a concatenation) made it a string.</param>
    /// <param name="origin">Where it was written.</param>
    public HoconScalar(string text, bool isQuoted, HoconOrigin origin)
        : base(origin)
    {
        Text = text;
        IsQuoted = isQuoted;
    }

    /// <summary>The text, unescaped.</summary>
    public string Text { get; }

    /// <summary>A quoted <c>"null"</c> is a string; an unquoted one is no value.</summary>
    public bool IsQuoted { get; }

    public override bool IsNull => !IsQuoted && Text == "null";

    public override string Kind => IsNull ? "null" : $"'{Text}'";

    public override string ToString() => Text;
}

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
