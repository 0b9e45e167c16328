namespace ActorSim.Frontend.Diagnostics;

/// <summary>What a program takes for a size that is open.</summary>
/// <param name="Name">Unique in the program.</param>
/// <param name="Min">Smallest value, inclusive.</param>
/// <param name="Max">Largest value, inclusive.</param>
/// <param name="DivisibleBy">Every value is a multiple of it; 1 or more.</param>
public sealed record SizeRange(string Name, long Min = 0, long Max = long.MaxValue, long DivisibleBy = 1);

/// <summary>What is wrong with the values given for sizes.</summary>
public enum SizeFault
{
    Unknown,
    Missing,

    /// <summary>Given twice, below or above the range, or no multiple.</summary>
    Value,
}

/// <summary>One thing that is wrong, as half a sentence that begins with the size.</summary>
public sealed record SizeProblem(SizeFault Fault, string Name, string Text);

/// <summary>Values for the open sizes of a model or a module, checked: the one place where given values meet wanted ones.</summary>
public static class SizeBinding
{
    /// <summary>
    /// The values by name. All problems are added, in the order in which values are given and then of the sizes that have none; after one the
    /// result is not to be used. Equal values for one size are one value.
    /// </summary>
    /// <param name="sizes">What there is.</param>
    /// <param name="given">Names and values, in any order.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="all">A size without a value is a problem; otherwise it stays open.</param>
    public static SortedDictionary<string, long> Bind(
        IReadOnlyCollection<SizeRange> sizes, IEnumerable<KeyValuePair<string, long>> given, ICollection<SizeProblem> problems, bool all = true)
    {
        var values = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            seen.Add(name);
            if (Problem(sizes.FirstOrDefault(s => s.Name == name), name, value, values) is { } problem) problems.Add(problem);
            else values[name] = value;
        }

        foreach (var missing in sizes.Where(s => all && !seen.Contains(s.Name)))
            problems.Add(new(SizeFault.Missing, missing.Name, $"'{missing.Name}' is missing"));
        return values;
    }

    private static SizeProblem? Problem(SizeRange? size, string name, long value, SortedDictionary<string, long> values)
    {
        if (size is null) return new(SizeFault.Unknown, name, $"'{name}' is not one of its sizes");
        if (value < size.Min || value > size.Max)
        {
            var range = size.Max == long.MaxValue ? $"{size.Min} or more" : $"from {size.Min} to {size.Max}";
            return new(SizeFault.Value, name, $"{name}={value} must be {range}");
        }

        if (value % size.DivisibleBy != 0)
            return new(SizeFault.Value, name, $"{name}={value} must be a multiple of {size.DivisibleBy}: it was compiled for such sizes");
        return values.TryGetValue(name, out var other) && other != value
            ? new(SizeFault.Value, name, $"{name} is given as {other} and as {value}") : null;
    }
}
