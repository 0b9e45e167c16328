namespace ActorSim.Actors.Noc;

/// <summary>The crossbar between the cores' ports and the DRAM channels.</summary>
/// <param name="LatencyCycles">Interconnect cycles from push to earliest delivery, 1 to 4096. Source: TOGSim's configuration (10).</param>
/// <param name="Kind">When a packet may be taken.</param>
public sealed record CrossbarSpec(int LatencyCycles, CrossbarKind Kind = CrossbarKind.Reference)
{
    public const int MaxLatencyCycles = 4096;

    /// <summary>Cycles that a packet spends on the link: a message says when it comes to its destination's queue, and so is known that long
    /// before. Only where what waits there has no say in when the packet is due.</summary>
    public int LinkCycles => Kind == CrossbarKind.Pipelined ? LatencyCycles : 0;

    /// <summary>Cycles that it spends in the queue of its destination before it may be taken (<see cref="CrossbarIngress"/>).</summary>
    public int IngressCycles => LatencyCycles - LinkCycles;

    /// <summary>Least cycles from the push of a request until its answer comes to the queue of the core's port: taken, one behind another packet
    /// of its source at best; then the entry stage, then a memory without latency.</summary>
    public int LeastCyclesToAnswer => (2 * LinkCycles) + (Kind == CrossbarKind.Pipelined ? 2 : 3);
}
