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
    public const string Reference = "reference";
    public const string Pipelined = "pipelined";

    public static IReadOnlyList<string> Names { get; } = [Reference, Pipelined];

    /// <exception cref="ArgumentException">Not one of <see cref="Names"/>.</exception>
    public static CrossbarKind KindOf(string name) => name switch
    {
        Reference => CrossbarKind.Reference,
        Pipelined => CrossbarKind.Pipelined,
        _ => throw new ArgumentException($"unknown crossbar '{name}'; known: {string.Join(", ", Names)}", nameof(name)),
    };

    public static string NameOf(CrossbarKind kind) => kind == CrossbarKind.Pipelined ? Pipelined : Reference;
}
