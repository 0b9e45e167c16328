namespace ActorSim.Actors.Noc;

/// <summary>When a packet of the crossbar may be taken at its destination.</summary>
public enum CrossbarKind
{
    /// <summary>Due the latency after its push; pushed behind one of its source that still waits, a cycle after that one. Source: TOGSim's crossbar.</summary>
    Reference,

    /// <summary>Due the latency after its push, and no sooner than a cycle after the one before it from its source.</summary>
    Pipelined,
}

/// <summary>The crossbars by name.</summary>
public static class CrossbarCatalog
{
    public static IReadOnlyList<string> Names { get; } = ["reference", "pipelined"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static CrossbarKind KindOf(string name) => (CrossbarKind)Names.ToList().IndexOf(name);

    public static string NameOf(CrossbarKind kind) => Names[(int)kind];
}
