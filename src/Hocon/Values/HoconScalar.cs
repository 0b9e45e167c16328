using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

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
