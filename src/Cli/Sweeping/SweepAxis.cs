using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Sweeping;

/// <summary>What a sweep varies: a configuration key or a size of the input, with its values.</summary>
/// <param name="Name">As given: heading of its column.</param>
/// <param name="Key">Configuration path without "actorsim.", or the size's name.</param>
/// <param name="IsShape">A size of the input (--vary shape.M=...), not a configuration key.</param>
/// <param name="Values">HOCON texts, 1 or more; repeated ones are points of their own that are simulated once.</param>
internal sealed record SweepAxis(string Name, string Key, bool IsShape, IReadOnlyList<string> Values)
{
    private const string Root = "actorsim.";
    private const string Shape = "shape.";

    private static readonly (string Alias, string Key)[] Aliases = [("cores", "machine.cores"), ("channels", "dram.channels")];

    /// <summary>Reads KEY=VALUE,VALUE,...; what is wrong is added to the problems, and then the result is null.</summary>
    public static SweepAxis? Parse(string text, HoconObject reference, List<string> problems)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var values = equals > 0 ? Split(text[(equals + 1)..]) : [];
        if (values.Count == 0 || values.Contains(""))
        {
            problems.Add($"--vary {text}: expected KEY=VALUE,VALUE,..., for example --vary cores=1,2,4");
            return null;
        }

        var name = text[..equals].Trim();
        if (name.StartsWith(Shape, StringComparison.Ordinal) && name.Length > Shape.Length)
        {
            return new SweepAxis(name, name[Shape.Length..], true, values);
        }

        var key = KeyOf(name);
        return Accepts(name, key, reference, problems) ? new SweepAxis(name, key, false, values) : null;
    }

    private static string KeyOf(string name)
    {
        var alias = Array.Find(Aliases, a => a.Alias == name);
        var key = alias.Key ?? name;
        return key.StartsWith(Root, StringComparison.Ordinal) ? key[Root.Length..] : key;
    }

    private static bool Accepts(string name, string key, HoconObject reference, List<string> problems)
    {
        if (key.StartsWith("run.", StringComparison.Ordinal))
        {
            problems.Add($"--vary {name}: how a run is simulated changes no result; compare its speed with actorsim bench or run");
            return false;
        }

        var keys = new List<string>();
        Leaves(reference, "", keys);
        if (keys.Contains(key))
        {
            return true;
        }

        var names = keys.Concat(Aliases.Select(a => a.Alias)).ToArray();
        problems.Add($"--vary {name}: unknown key; did you mean '{NearestKey.Of(name, names)}'? "
            + "actorsim config show lists all keys; sizes of a package are shape.NAME");
        return false;
    }

    private static void Leaves(HoconObject tree, string prefix, List<string> keys)
    {
        foreach (var field in tree.Fields)
        {
            if (field.Value is HoconObject deeper)
            {
                Leaves(deeper, prefix + field.Key + ".", keys);
            }
            else
            {
                keys.Add(prefix + field.Key);
            }
        }
    }

    // At commas outside of lists, objects and quotes.
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            quoted ^= c == '"';
            depth += quoted ? 0 : c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
