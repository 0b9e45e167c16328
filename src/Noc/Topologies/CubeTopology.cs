namespace ActorSim.Noc.Topologies;

/// <summary>Meshes, tori and rings, with one or several nodes per router.</summary>
public static class CubeTopology
{
    /// <param name="radices">Routers per dimension, lowest dimension first.</param>
    /// <param name="concentration">Nodes per router, placed as a block of columns x rows of the node grid.</param>
    /// <param name="latency">Of every link between routers, in cycles.</param>
    public static NocTopology Create(string name, IReadOnlyList<int> radices, bool wraps, int concentration, int latency)
    {
        var routers = radices.Aggregate(1, (product, k) => product * k);
        var dimensions = radices.Count;
        var links = new List<NocLink>();
        for (var router = 0; router < routers; router++)
        {
            var stride = 1;
            for (var d = 0; d < dimensions; d++)
            {
                AddNeighbours(links, router, d, stride, radices[d], wraps, latency);
                stride *= radices[d];
            }
        }

        var blocks = new NodeBlocks(radices, concentration);
        var nodes = new NodePlace[routers * concentration];
        for (var node = 0; node < nodes.Length; node++)
        {
            var (router, slot) = blocks.Of(node);
            nodes[node] = NodePlace.At(router, (2 * dimensions) + slot);
        }

        var ports = Enumerable.Repeat((2 * dimensions) + concentration, routers).ToArray();
        return new NocTopology(name, new CubeShape(radices, wraps), ports, links, nodes, blocks.Digits);
    }

    private static void AddNeighbours(List<NocLink> links, int router, int dimension, int stride, int radix, bool wraps, int latency)
    {
        var x = router / stride % radix;
        var isLast = x == radix - 1;
        if (radix > 1 && (!isLast || wraps))
        {
            var up = isLast ? router - (stride * (radix - 1)) : router + stride;
            links.Add(new NocLink(router, 2 * dimension, up, (2 * dimension) + 1, latency));
        }

        if (radix > 1 && (x > 0 || wraps))
        {
            var down = x == 0 ? router + (stride * (radix - 1)) : router - stride;
            links.Add(new NocLink(router, (2 * dimension) + 1, down, 2 * dimension, latency));
        }
    }
}
