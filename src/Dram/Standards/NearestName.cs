namespace ActorSim.Dram.Standards;

/// <summary>Refuses unknown names and says which known one was meant.</summary>
internal static class NearestName
{
    /// <exception cref="ArgumentException"><paramref name="name"/> is not among <paramref name="known"/>.</exception>
    public static void Require(string what, string name, IReadOnlyList<string> known)
    {
        if (!known.Contains(name)) throw Unknown(what, name, known);
    }

    public static ArgumentException Unknown(string what, string name, IReadOnlyList<string> known)
    {
        var nearest = known.OrderBy(k => Distance(name.ToUpperInvariant(), k.ToUpperInvariant())).Take(2);
        return new ArgumentException($"unknown {what} '{name}', did you mean {string.Join(" or ", nearest.Select(n => $"'{n}'"))}? Known: {string.Join(", ", known)}");
    }

    // Levenshtein distance, one row at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
