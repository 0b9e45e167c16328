using ActorSim.Shared;

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
        var nearest = known.OrderBy(k => EditDistance.Between(name.ToUpperInvariant(), k.ToUpperInvariant())).Take(2);
        return new ArgumentException($"unknown {what} '{name}', did you mean {string.Join(" or ", nearest.Select(n => $"'{n}'"))}? Known: {string.Join(", ", known)}");
    }
}
