using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Hocon.Resolving;

/// <summary>
/// Resolves substitutions. A reference that reaches a layer which is itself being resolved is self-referential and sees
/// only the layers below it; if there are none, it is a circle (or, when optional, undefined).
/// </summary>
internal sealed class Resolver(RawObject root, Func<string, string?> environment)
{
    // Deeper than any real configuration: a bound that turns a stack overflow into an error with a place.
    private const int MaxDepth = 400;

    // Values that are looked at, and characters, elements and fields that are joined: references to references double them.
    private const int MostWork = 1 << 19;

    private readonly HashSet<RawNode> _resolving = new(ReferenceEqualityComparer.Instance);
    private long _work;
    private int _depth;

    public HoconObject Run() => Object(root);

    private HoconObject Object(RawObject raw)
    {
        var fields = new List<HoconField>(raw.Fields.Count);
        foreach (var field in raw.Fields)
        {
            var layers = NewestFirst(field);
            // Someone needs the whole object to make this very field, which has nothing older to fall back on.
            if (LookBack(layers) == layers.Count)
                throw Circle(layers[0]);
            if (Fold(layers) is { } value)
                fields.Add(new HoconField(field.Key, field.KeyOrigin, value));
        }
        return new HoconObject(fields, raw.Origin);
    }

    private static List<RawNode> NewestFirst(RawField field)
    {
        var layers = new List<RawNode>(field.Layers);
        layers.Reverse();
        return layers;
    }

    private HoconValue? Fold(List<RawNode> newestFirst)
    {
        HoconValue? result = null;
        for (var i = LookBack(newestFirst); i < newestFirst.Count; i++)
        {
            if (Resolve(newestFirst[i]) is not { } value)
                continue;
            if (result is null)
                result = value;
            else if (value is HoconObject below)
            {
                Spend(below.Fields.Count, newestFirst[i]);
                result = ((HoconObject)result).OverInOrder(below);
            }
            else
            {
                break;
            }
            if (result is not HoconObject)
                break;
        }
        return result;
    }

    // The first layer below the ones being resolved.
    private int LookBack(List<RawNode> newestFirst)
    {
        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            if (_resolving.Contains(newestFirst[i]))
                return i + 1;
        }
        return 0;
    }

    private void Spend(long work, RawNode node)
    {
        _work += work;
        if (_work > MostWork)
            throw new HoconException(node.Origin,
                $"substitutions expand to more than {MostWork} values and characters; do references to references repeat each other?");
    }

    private HoconValue? Resolve(RawNode node)
    {
        Spend(1, node);
        if (node is RawResolved done)
            return done.Value;
        if (node is RawScalar text)
            return new HoconScalar(text.Text, text.IsQuoted, text.Origin);
        // An object's fields guard themselves: a reference from one field to another of the same object is no circle.
        if (node is RawObject obj)
            return Deeper(node, () => Object(obj));
        if (!_resolving.Add(node))
            throw Circle(node);
        try
        {
            return Deeper(node, () => node switch
            {
                RawArray array => Array(array),
                RawConcat concat => Concatenation.Join(concat, Resolve, Spend),
                RawSubstitution substitution => Substitute(substitution),
                _ => throw new InvalidOperationException($"unknown node {node.GetType()}"),
            });
        }
        finally
        {
            _resolving.Remove(node);
        }
    }

    private HoconValue? Deeper(RawNode node, Func<HoconValue?> resolve)
    {
        if (++_depth > MaxDepth)
            throw new HoconException(node.Origin, $"values nest or refer to each other more than {MaxDepth} deep; is there a circle?");
        var value = resolve();
        _depth--;
        return value;
    }

    private HoconArray Array(RawArray raw)
    {
        var items = new List<HoconValue>(raw.Items.Count);
        foreach (var item in raw.Items)
        {
            if (Resolve(item) is { } value)
                items.Add(value);
        }
        return new HoconArray(items, raw.Origin);
    }

    private HoconValue? Substitute(RawSubstitution substitution)
    {
        var found = substitution.Prefix.Count == 0 ? null : Lookup([.. substitution.Prefix, .. substitution.Path]);
        found ??= Lookup(substitution.Path);
        if (found is not null)
            return found;
        var name = string.Join('.', substitution.Path);
        if (environment(name) is { } variable)
            return new HoconScalar(variable, isQuoted: true, new HoconOrigin($"environment variable {name}", 0, 0));
        if (substitution.IsOptional)
            return null;
        if (Exists(substitution.Path))
            throw Circle(substitution);
        throw new HoconException(
            substitution.Origin,
            $"substitution ${{{HoconPath.Join(substitution.Path)}}} leads nowhere; define the key, set the variable or write ${{?...}}");
    }

    private static HoconException Circle(RawNode node) => node is RawSubstitution s
        ? new HoconException(s.Origin, $"substitution ${{{HoconPath.Join(s.Path)}}} refers to itself in a circle")
        : new HoconException(node.Origin, "the value refers to itself in a circle");

    private bool Exists(IReadOnlyList<string> path) => root.Find(path[0]) is not null;

    private HoconValue? Lookup(IReadOnlyList<string> path)
    {
        List<RawNode> layers = [root];
        foreach (var key in path)
        {
            var next = new List<RawNode>();
            for (var i = LookBack(layers); i < layers.Count; i++)
            {
                if (Shallow(layers[i], key) is not { } found)
                    break;
                next.AddRange(found);
            }
            layers = next;
        }
        return Fold(layers);
    }

    // The layers of a key in a value that may be a reference to an object; null when the value hides what is below it.
    private List<RawNode>? Shallow(RawNode node, string key)
    {
        if (node is RawObject obj)
            return obj.Find(key) is { } field ? NewestFirst(field) : [];
        if (node is RawResolved { Value: HoconObject done })
            return done.TryGetField(key, out var got) ? [new RawResolved(got.Value)] : [];
        if (node is RawScalar or RawArray or RawResolved)
            return null;
        return Resolve(node) switch
        {
            null => [],
            HoconObject value => Shallow(new RawResolved(value), key),
            _ => null,
        };
    }
}
