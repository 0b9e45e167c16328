namespace ActorSim.Frontend.Compiler.Cost.Operations;

/// <summary>Messages about values of cost specs.</summary>
internal static class CostCheck
{
    public static void Range(List<string> problems, string name, long value, long least, long most)
    {
        if (value < least || value > most)
            problems.Add($"{name} {value}: must be in {least}..{most}");
    }

    /// <exception cref="ArgumentException">There are problems.</exception>
    public static void Require(IReadOnlyList<string> problems, string what)
    {
        if (problems.Count > 0)
            throw new ArgumentException($"{what}: {string.Join("; ", problems)}");
    }
}
