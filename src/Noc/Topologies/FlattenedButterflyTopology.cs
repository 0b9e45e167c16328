namespace ActorSim.Noc.Topologies;

/// <summary>
/// Flattened butterfly: every router is linked to all others of its row in each dimension. Output ports: its nodes, then per dimension the other
/// routers in ascending order of coordinate; input ports: its nodes, then all neighbours in ascending order of their number.
/// </summary>
public static class FlattenedButterflyTopology
{
    public static NocTopology Create(string name, IReadOnlyList<int> radices, int concentration, int latency)
    {
        var routers = radices.Aggregate(1, (product, k) => product * k);
        var ports = concentration + radices.Sum(k => k - 1);
        var links = new List<NocLink>();
        var taken = Enumerable.Repeat(concentration, routers).ToArray();
        for (var router = 0; router < routers; router++)
        {
            var (stride, port) = (1, concentration);
            foreach (var k in radices)
            {
                AddRow(links, taken, router, stride, k, port, latency);
                port += k - 1;
                stride *= k;
            }
        }

        var blocks = new NodeBlocks(radices, concentration);
        var nodes = Enumerable.Range(0, routers * concentration).Select(blocks.Of).Select(p => NodePlace.At(p.Router, p.Slot)).ToArray();
        return new NocTopology(name, new FlattenedShape(radices, concentration), Enumerable.Repeat(ports, routers).ToArray(), links, nodes, blocks.Digits);
    }

    // Senders come in ascending order, so the next free input port of each receiver is the right one.
    private static void AddRow(List<NocLink> links, int[] taken, int router, int stride, int radix, int firstPort, int latency)
    {
        var x = router / stride % radix;
        for (var other = 0; other < radix; other++)
        {
            if (other != x)
            {
                var to = router + ((other - x) * stride);
                links.Add(new NocLink(router, firstPort + Rank(other, x), to, taken[to]++, latency));
            }
        }
    }

    /// <summary>Place of a coordinate among those of a row without one's own.</summary>
    internal static int Rank(int coordinate, int own) => coordinate < own ? coordinate : coordinate - 1;
}
