using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Resolving;

internal sealed class RawObject(HoconOrigin origin) : RawNode(origin)
{
    private readonly Dictionary<string, RawField> _index = new(StringComparer.Ordinal);
    private readonly List<RawField> _fields = [];

    public IReadOnlyList<RawField> Fields => _fields;

    public RawField? Find(string key) => _index.GetValueOrDefault(key);

    /// <summary>A new object: <paramref name="newer"/> over <paramref name="older"/>.</summary>
    public static RawObject Merge(RawObject older, RawObject newer)
    {
        var merged = new RawObject(older.Origin);
        merged.AddAll(older);
        merged.AddAll(newer);
        return merged;
    }

    public void AddAll(RawObject newer)
    {
        foreach (var field in newer._fields)
        {
            var mine = FieldFor(field.Key, field.KeyOrigin);
            foreach (var layer in field.Layers)
                mine.Add(layer);
        }
    }

    /// <summary>Assigns at a path of keys, making the objects between.</summary>
    public void Add(IReadOnlyList<string> path, HoconOrigin keyOrigin, RawNode value)
    {
        for (var i = path.Count - 1; i > 0; i--)
        {
            var outer = new RawObject(keyOrigin);
            outer.FieldFor(path[i], keyOrigin).Add(value);
            value = outer;
        }
        FieldFor(path[0], keyOrigin).Add(value);
    }

    private RawField FieldFor(string key, HoconOrigin keyOrigin)
    {
        if (_index.TryGetValue(key, out var field))
            return field;
        field = new RawField(key, keyOrigin);
        _index.Add(key, field);
        _fields.Add(field);
        return field;
    }
}
