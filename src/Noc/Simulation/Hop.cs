using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Simulation;

/// <summary>What is at the other end of a port: a router's port or a node, in one word.</summary>
internal readonly record struct Hop(int Place)
{
    private const int PortBits = 6;

    public bool IsNode => Place < 0;

    public int Node => ~Place;

    public int Router => Place >> PortBits;

    public int Port => Place & ((1 << PortBits) - 1);

    public static Hop ToRouter(int router, int port) => new((router << PortBits) | port);

    public static Hop ToNode(int node) => new(~node);

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
        ? ToRouter(topology.Links[end.Link].To, topology.Links[end.Link].ToPort)
        : ToNode(end.Node);

    // Of an input port: where its credits go. An open port has none.
    private static Hop Back(NocTopology topology, PortEnd end) => end.Link >= 0
        ? ToRouter(topology.Links[end.Link].From, topology.Links[end.Link].FromPort)
        : ToNode(end.Node);
}
