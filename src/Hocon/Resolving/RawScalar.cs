using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

/// <summary>Text. Blank pieces separate the others in a concatenation and vanish beside objects and arrays.</summary>
internal sealed class RawScalar(string text, bool isQuoted, HoconOrigin origin) : RawNode(origin)
{
    public string Text { get; } = text;

    public bool IsQuoted { get; } = isQuoted;

    public bool IsBlank => !IsQuoted && string.IsNullOrWhiteSpace(Text);
}
