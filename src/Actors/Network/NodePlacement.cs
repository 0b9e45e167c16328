namespace ActorSim.Actors.Network;

/// <summary>Which node is whose, where the user does not say.</summary>
public static class NodePlacement
{
    /// <summary>Cores and channels spread over all nodes: what is there is spread evenly over the nodes, and channels evenly among what is there.</summary>
    /// <param name="coreNodes">Nodes of all cores together.</param>
    /// <param name="channels">Channels, with a node each.</param>
    /// <param name="nodes">Nodes of the topology, at least both together.</param>
    public static (IReadOnlyList<int> Cores, IReadOnlyList<int> Channels) Spread(int coreNodes, int channels, int nodes)
    {
        var ends = coreNodes + channels;
        var (ofCores, ofChannels) = (new List<int>(coreNodes), new List<int>(channels));
        for (var end = 0; end < ends; end++)
        {
            var isChannel = ofChannels.Count < channels && end == ((2L * ofChannels.Count) + 1) * ends / (2L * channels);
            (isChannel ? ofChannels : ofCores).Add((int)((long)end * nodes / ends));
        }

        return (ofCores, ofChannels);
    }
}
