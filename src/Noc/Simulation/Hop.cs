using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Simulation;

/// <summary>What is at the other end of a port.</summary>
internal readonly record struct Hop(int Target, byte Port, bool IsNode)
{
    /// <summary>Of an output port: where its flits go. An open port has none.</summary>
    public static Hop Forward(NocTopology topology, PortEnd end) => end.Link >= 0
        ? new Hop(topology.Links[end.Link].To, (byte)topology.Links[end.Link].ToPort, false)
        : new Hop(end.Node, 0, true);

    /// <summary>Of an input port: where its credits go. An open port has none.</summary>
    public static Hop Back(NocTopology topology, PortEnd end) => end.Link >= 0
        ? new Hop(topology.Links[end.Link].From, (byte)topology.Links[end.Link].FromPort, false)
        : new Hop(end.Node, 0, true);
}
