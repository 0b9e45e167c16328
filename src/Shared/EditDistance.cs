namespace ActorSim.Shared;

/// <summary>How far a mistyped name is from a known one. Compiled into each project that suggests names: these know nothing of each other.</summary>
internal static class EditDistance
{
    // What a person mistypes; a longer text is compared by its beginning, so that its length costs nothing.
    private const int MostCompared = 80;

    /// <summary>Levenshtein distance of the first 80 characters.</summary>
    public static int Between(string from, string to)
    {
        from = from.Length > MostCompared ? from[..MostCompared] : from;
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            NextRow(row, from[i - 1], to, i);
        }

        return row[to.Length];
    }

    private static void NextRow(int[] row, char letter, string to, int number)
    {
        var diagonal = row[0];
        row[0] = number;
        for (var j = 1; j <= to.Length; j++)
        {
            var substitution = diagonal + (letter == to[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
        }
    }
}
