using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

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
