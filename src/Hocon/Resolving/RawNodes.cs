using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Hocon.Resolving;

/// <summary>A parsed value before substitutions are resolved. Nodes are compared by identity.</summary>
internal abstract class RawNode(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;
}

/// <summary>Text. Blank pieces separate the others in a concatenation and vanish beside objects and arrays.</summary>
internal sealed class RawScalar(string text, bool isQuoted, HoconOrigin origin) : RawNode(origin)
{
    public string Text { get; } = text;

    public bool IsQuoted { get; } = isQuoted;

    public bool IsBlank => !IsQuoted && string.IsNullOrWhiteSpace(Text);
}

internal sealed class RawArray(IReadOnlyList<RawNode> items, HoconOrigin origin) : RawNode(origin)
{
    public IReadOnlyList<RawNode> Items { get; } = items;
}

/// <summary>Several values on one line.</summary>
internal sealed class RawConcat(IReadOnlyList<RawNode> pieces, HoconOrigin origin) : RawNode(origin)
{
    public IReadOnlyList<RawNode> Pieces { get; } = pieces;
}

/// <summary>A value that was resolved on the way to one of its keys.</summary>
internal sealed class RawResolved(HoconValue value) : RawNode(value.Origin)
{
    public HoconValue Value { get; } = value;
}

/// <summary><c>${path}</c> or <c>${?path}</c>. The prefix is the place at which the file was included: tried first, then the
/// root.</summary>
internal sealed class RawSubstitution(IReadOnlyList<string> path, bool isOptional, IReadOnlyList<string> prefix, HoconOrigin origin)
    : RawNode(origin)
{
    public IReadOnlyList<string> Path { get; } = path;

    public bool IsOptional { get; } = isOptional;

    public IReadOnlyList<string> Prefix { get; } = prefix;
}

/// <summary>
/// A key and all that was assigned to it, oldest first. Older layers stay because a newer one may refer to them
/// (<c>path = ${path} [x]</c>) or, being an object, may merge with them.
/// </summary>
internal sealed class RawField(string key, HoconOrigin keyOrigin)
{
    public string Key { get; } = key;

    public HoconOrigin KeyOrigin { get; } = keyOrigin;

    private RawObject? _merged;

    public List<RawNode> Layers { get; } = [];

    public void Add(RawNode value)
    {
        if (value is not RawObject added || Layers.Count == 0 || Layers[^1] is not RawObject newest)
        {
            Layers.Add(value);
            return;
        }

        // The first merge makes an object that no one else knows; later ones add to it, so that many lines of one key cost no more each.
        if (!ReferenceEquals(newest, _merged))
            Layers[^1] = _merged = RawObject.Merge(newest, new RawObject(added.Origin));
        _merged.AddAll(added);
    }
}
