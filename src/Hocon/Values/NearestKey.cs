using ActorSim.Shared;

namespace ActorSim.Hocon.Values;

/// <summary>Finds the known key that a mistyped one most resembles.</summary>
public static class NearestKey
{
    /// <summary>The candidate with the smallest edit distance; of equals, the first. Null when there are no candidates.</summary>
    public static string? Of(string key, IEnumerable<string> candidates)
    {
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = EditDistance.Between(key, candidate);
            if (distance >= least)
                continue;
            least = distance;
            best = candidate;
        }
        return best;
    }
}
