namespace ActorSim.Hocon.Resolving;

/// <summary>
/// A key and all that was assigned to it, oldest first. Older layers stay because a newer one may refer to them
/// (<c>path = ${path} [x]</c>) or, being an object, may merge with them.
/// </summary>
internal sealed class RawField(string key, HoconOrigin keyOrigin)
{
    public string Key { get; } = key;

    public HoconOrigin KeyOrigin { get; } = keyOrigin;

    public List<RawNode> Layers { get; } = [];

    public void Add(RawNode value)
    {
        if (value is RawObject added && Layers.Count > 0 && Layers[^1] is RawObject newest)
            Layers[^1] = RawObject.Merge(newest, added);
        else
            Layers.Add(value);
    }
}
