using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Routers;

/// <summary>How long flits and credits of one router are under way, by port.</summary>
public sealed class RouterWiring
{
    public RouterWiring(NocTopology topology, int router, RouterSpec spec)
    {
        Ports = topology.Outputs(router).Count;
        FlitCycles = topology.Outputs(router).Select(p => Cycles(topology, p, spec)).ToArray();

        // A node uses a credit in the cycle in which it arrives.
        CreditCycles = topology.Inputs(router).Select(p => Cycles(topology, p, spec) + (p.Link >= 0 ? spec.CreditDelay : 0)).ToArray();
    }

    public int Ports { get; }

    /// <summary>From the cycle on the link to the buffer, by output port.</summary>
    internal int[] FlitCycles { get; }

    /// <summary>From the switch grant until the sender can use the credit, by input port.</summary>
    internal int[] CreditCycles { get; }

    private static int Cycles(NocTopology topology, PortEnd end, RouterSpec spec) =>
        (end.Link >= 0 ? topology.Links[end.Link].Latency : spec.InterfaceLatency) + 1;
}
