using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Simulation;

/// <summary>What is at the other end of a port.</summary>
internal readonly record struct Hop(int Target, byte Port, bool IsNode)
{
    /// <summary>Of all routers, port by port, forward and back; and where each router's begin.</summary>
    public static (Hop[] Hops, int[] First) All(NocTopology topology)
    {
        var first = new int[topology.RouterCount];
        var hops = new List<Hop>();
        for (var router = 0; router < first.Length; router++)
        {
            first[router] = hops.Count;
            for (var port = 0; port < topology.Outputs(router).Count; port++)
            {
                hops.Add(Forward(topology, topology.Outputs(router)[port]));
                hops.Add(Back(topology, topology.Inputs(router)[port]));
            }
        }

        return ([.. hops], first);
    }

    // Of an output port: where its flits go. An open port has none.
    private static Hop Forward(NocTopology topology, PortEnd end) => end.Link >= 0
        ? new Hop(topology.Links[end.Link].To, (byte)topology.Links[end.Link].ToPort, false)
        : new Hop(end.Node, 0, true);

    // Of an input port: where its credits go. An open port has none.
    private static Hop Back(NocTopology topology, PortEnd end) => end.Link >= 0
        ? new Hop(topology.Links[end.Link].From, (byte)topology.Links[end.Link].FromPort, false)
        : new Hop(end.Node, 0, true);
}
