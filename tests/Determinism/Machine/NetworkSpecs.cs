using ActorSim.Actors.Network;
using ActorSim.Noc.Topologies;

namespace ActorSim.Tests.Determinism;

/// <summary>Networks for machines in tests.</summary>
internal static class NetworkSpecs
{
    /// <summary>Spread over a topology, with its routing: "mesh5x4 xy". Links of 16 bytes make packets of one flit and of three.</summary>
    public static NetworkSpec Of(string network, int cores, int channels, int linkBytes = 16)
    {
        var topology = TopologyName.Create(network.Split(' ')[0]);
        var (ofCores, ofChannels) = NodePlacement.Spread(cores, channels, topology.Nodes.Count);
        return new NetworkSpec
        {
            Model = "test",
            Topology = topology,
            Routing = network.Split(' ')[1],
            LinkBytes = linkBytes,
            HeaderBytes = 8,
            CoreNodes = ofCores,
            ChannelNodes = ofChannels,
        };
    }
}
