using System.Diagnostics.CodeAnalysis;
using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

/// <summary>Keys and values in the order in which the keys were first declared.</summary>
public sealed partial class HoconObject : HoconValue
{
    private readonly HoconField[] _fields;
    private readonly Dictionary<string, int> _index;

    /// <summary>Makes an object; a repeated key is an error of the caller.</summary>
    public HoconObject(IEnumerable<HoconField> fields, HoconOrigin origin)
        : base(origin)
    {
        _fields = fields.ToArray();
        _index = new Dictionary<string, int>(_fields.Length, StringComparer.Ordinal);
        for (var i = 0; i < _fields.Length; i++)
            _index.Add(_fields[i].Key, i);
    }

    /// <summary>The fields in declaration order.</summary>
    public IReadOnlyList<HoconField> Fields => _fields;

    public override string Kind => "an object";

    public bool IsEmpty => _fields.Length == 0;

    /// <summary>Looks up one key, which is not split at dots.</summary>
    public bool TryGetField(string key, [NotNullWhen(true)] out HoconField? field)
    {
        field = _index.TryGetValue(key, out var at) ? _fields[at] : null;
        return field is not null;
    }

    /// <summary>The value at a dotted path (quote an element that contains a dot), or null when there is none or it is
    /// <c>null</c>.</summary>
    public HoconValue? Find(string path)
    {
        HoconValue current = this;
        foreach (var key in HoconPath.Split(path))
        {
            if (current is not HoconObject here || !here.TryGetField(key, out var field))
                return null;
            current = field.Value;
        }
        return current.IsNull ? null : current;
    }

    /// <summary>Whether <see cref="Find"/> finds a value.</summary>
    public bool HasPath(string path) => Find(path) is not null;

    /// <summary>This object over <paramref name="fallback"/>: objects merge key by key, anything else here wins.</summary>
    public HoconObject WithFallback(HoconObject fallback)
    {
        var merged = new List<HoconField>(_fields.Length + fallback._fields.Length);
        foreach (var field in _fields)
        {
            if (field.Value is HoconObject mine && fallback.TryGetField(field.Key, out var other) && other.Value is HoconObject theirs)
                merged.Add(field with { Value = mine.WithFallback(theirs) });
            else
                merged.Add(field);
        }
        foreach (var field in fallback._fields)
        {
            if (!_index.ContainsKey(field.Key))
                merged.Add(field);
        }
        return new HoconObject(merged, Origin);
    }

    // As WithFallback, but with the older object's keys first, so that enumeration stays in declaration order.
    internal HoconObject OverInOrder(HoconObject older)
    {
        var merged = new List<HoconField>(_fields.Length + older._fields.Length);
        foreach (var field in older._fields)
        {
            if (!TryGetField(field.Key, out var mine))
                merged.Add(field);
            else if (mine.Value is HoconObject newer && field.Value is HoconObject below)
                merged.Add(field with { Value = newer.OverInOrder(below) });
            else
                merged.Add(field with { Value = mine.Value });
        }
        foreach (var field in _fields)
        {
            if (!older._index.ContainsKey(field.Key))
                merged.Add(field);
        }
        return new HoconObject(merged, older.Origin);
    }

    /// <summary>Fails on the first key that is not known.</summary>
    /// <param name="known">The keys this object may have.</param>
    /// <param name="where">Path of this object, for the message; empty for the root.</param>
    /// <exception cref="HoconException">Names the key, its place and the nearest known key.</exception>
    public void RejectUnknownKeys(IReadOnlyCollection<string> known, string where)
    {
        foreach (var field in _fields)
        {
            if (known.Contains(field.Key))
                continue;
            var full = where.Length == 0 ? field.Key : $"{where}.{field.Key}";
            var nearest = NearestKey.Of(field.Key, known);
            var advice = nearest is null ? "no keys are known here" : $"did you mean '{nearest}'?";
            throw new HoconException(field.KeyOrigin, $"unknown key '{full}'; {advice}");
        }
    }

    public override string ToString() => $"{{{string.Join(", ", _fields.Select(f => $"{f.Key}={f.Value}"))}}}";
}
