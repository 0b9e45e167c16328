using ActorSim.Actors.Protocol;
using ActorSim.Noc;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;
using ActorSim.Noc.Verification;

namespace ActorSim.Actors.Network;

/// <summary>What a network must satisfy to carry a machine. Each message names the key, the value and what to do.</summary>
public static class NetworkRules
{
    private const string CoreKey = "noc.core-nodes";
    private const string ChannelKey = "noc.channel-nodes";

    /// <summary>Every core and every channel has its nodes, no node is two's.</summary>
    /// <exception cref="InvalidSystemException">One has not, or one is.</exception>
    public static void CheckPlaces(NetworkSpec network, int cores, int channels)
    {
        CheckCount(CoreKey, network.CoreNodes.Count, cores * network.NodesPerCore, $"{cores} cores with {network.NodesPerCore} nodes each");
        CheckCount(ChannelKey, network.ChannelNodes.Count, channels, $"{channels} channels");
        var owners = new Dictionary<int, string>();
        for (var i = 0; i < network.CoreNodes.Count; i++)
        {
            Place(network.Topology, owners, network.CoreNodes[i], $"core {i / network.NodesPerCore}", CoreKey);
        }

        for (var m = 0; m < network.ChannelNodes.Count; m++)
        {
            Place(network.Topology, owners, network.ChannelNodes[m], $"channel {m}", ChannelKey);
        }
    }

    /// <summary>The routing exists, has the virtual channels that it needs, reaches every node and cannot deadlock.</summary>
    /// <exception cref="InvalidSystemException">It does not; a ring of channels is named.</exception>
    public static void CheckRouting(NetworkSpec network)
    {
        At("noc.virtual-channels", () => network.Router.Validate());
        NocRouting? routing = null;
        At("noc.routing", () => routing = RoutingCatalog.Create(network.Topology, network.Routing));
        var cause = network.Router.VirtualChannels < routing!.Classes ? "noc.virtual-channels" : network.Topology.Shape is FreeShape ? "noc.file" : "noc.routing";
        At(cause,
            () => DependenceCheck.Verify(network.Topology, routing, network.Router));
    }

    private static void CheckCount(string key, int given, int needed, string whose)
    {
        if (given != needed)
        {
            throw new InvalidSystemException($"{key} has {given} nodes, but there are {whose}: {needed} are needed; list all nodes of cores and channels, or leave both lists empty", key);
        }
    }

    private static void Place(NocTopology topology, Dictionary<int, string> owners, int node, string owner, string key)
    {
        if (node < 0 || node >= topology.Nodes.Count)
        {
            throw new InvalidSystemException($"{key}: {owner} is placed at node {node}; {topology.Name} has nodes 0 to {topology.Nodes.Count - 1}", key);
        }

        if (!owners.TryAdd(node, owner))
        {
            throw new InvalidSystemException($"{key}: node {node} is given to {owners[node]} and to {owner}; a node is one's only", key);
        }
    }

    private static void At(string key, Action check)
    {
        try
        {
            check();
        }
        catch (NocException e)
        {
            throw new InvalidSystemException($"{key}: {e.Message}", key);
        }
    }
}
