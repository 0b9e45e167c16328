namespace ActorSim.Noc.Topologies;

/// <summary>A one-way link of a free topology.</summary>
/// <param name="Latency">Cycles, at least 1.</param>
public readonly record struct FreeLink(int From, int To, int Latency);

/// <summary>
/// Any graph of routers. Ports: the nodes of the router first, in ascending order, then its links in ascending order of (from, to), for outputs and
/// inputs alike.
/// </summary>
public static class FreeTopology
{
    /// <param name="nodes">Router of each node.</param>
    /// <param name="links">At most one per ordered pair of routers.</param>
    /// <exception cref="NocException">A link is given twice or leads to its own router, or a latency is below 1.</exception>
    public static NocTopology Create(string name, int routers, IReadOnlyList<int> nodes, IEnumerable<FreeLink> links)
    {
        var (outputs, inputs) = (new int[routers], new int[routers]);
        var places = new NodePlace[nodes.Count];
        for (var node = 0; node < places.Length; node++)
        {
            places[node] = NodePlace.At(nodes[node], outputs[nodes[node]]++);
            inputs[nodes[node]]++;
        }

        var wired = new List<NocLink>();
        foreach (var link in links.OrderBy(l => l.From).ThenBy(l => l.To))
        {
            Check(name, link, wired);
            wired.Add(new NocLink(link.From, outputs[link.From]++, link.To, inputs[link.To]++, link.Latency));
        }

        var ports = outputs.Zip(inputs, Math.Max).ToArray();
        return new NocTopology(name, new FreeShape(), ports, wired, places, [nodes.Count]);
    }

    private static void Check(string name, FreeLink link, List<NocLink> before)
    {
        if (link.From == link.To)
        {
            throw new NocException($"{name}: router {link.From} is linked to itself");
        }

        if (before.Count > 0 && before[^1].From == link.From && before[^1].To == link.To)
        {
            throw new NocException($"{name}: the link from router {link.From} to router {link.To} is given twice");
        }
    }
}
