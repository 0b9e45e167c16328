namespace ActorSim.Hocon.Values;

/// <summary>Finds the known key that a mistyped one most resembles.</summary>
public static class NearestKey
{
    // What a person mistypes; a longer text is compared by its beginning, so that its length costs nothing.
    private const int MostCompared = 80;

    /// <summary>The candidate with the smallest edit distance; of equals, the first. Null when there are no candidates.</summary>
    public static string? Of(string key, IEnumerable<string> candidates)
    {
        if (key.Length > MostCompared)
            key = key[..MostCompared];
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(key, candidate);
            if (distance >= least)
                continue;
            least = distance;
            best = candidate;
        }
        return best;
    }

    // Levenshtein distance, one row at a time.
    private static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
            row[j] = j;
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
