namespace ActorSim.Noc.Traffic;

/// <summary>When nodes generate packets.</summary>
public enum InjectionKind
{
    /// <summary>In each cycle with the same probability.</summary>
    Bernoulli,

    /// <summary>A sum per node starts at node / nodes and grows by the packet rate each cycle; a packet whenever it reaches 1.</summary>
    Deterministic,
}

/// <summary>What all nodes send.</summary>
/// <param name="Pattern">Destinations.</param>
/// <param name="Flits">Per packet, at least 1.</param>
/// <param name="Rate">Offered flits per node and cycle, above 0, at most 1.</param>
/// <param name="Injection">When.</param>
/// <param name="Seed">Of all draws.</param>
public sealed record TrafficLoad(TrafficPattern Pattern, int Flits, double Rate, InjectionKind Injection, ulong Seed)
{
    /// <summary>Packets per node and cycle.</summary>
    public double PacketRate => Rate / Flits;
}
