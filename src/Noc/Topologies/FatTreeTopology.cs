namespace ActorSim.Noc.Topologies;

/// <summary>
/// k-ary n-tree: n levels of k^(n-1) routers, level 0 the roots. Ports 0 to k - 1 lead down, k to 2k - 1 up; the leaves' down ports are the nodes.
/// A router of level l covers the k^(n-l) nodes of its neighbourhood; its down port p leads to the p-th part of them.
/// </summary>
public static class FatTreeTopology
{
    public static NocTopology Create(string name, int arity, int levels, int latency)
    {
        var perLevel = Power(arity, levels - 1);
        var links = new List<NocLink>();
        for (var level = 0; level + 1 < levels; level++)
        {
            for (var position = 0; position < perLevel; position++)
            {
                AddDown(links, arity, levels, level, position, latency);
            }
        }

        var nodes = new NodePlace[perLevel * arity];
        for (var node = 0; node < nodes.Length; node++)
        {
            nodes[node] = NodePlace.At(((levels - 1) * perLevel) + (node / arity), node % arity);
        }

        var ports = Enumerable.Range(0, levels * perLevel).Select(r => r < perLevel ? arity : 2 * arity).ToArray();
        return new NocTopology(name, new TreeShape(arity, levels), ports, links, nodes, Enumerable.Repeat(arity, levels).ToArray());
    }

    internal static int Power(int value, int exponent)
    {
        var power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= value;
        }

        return power;
    }

    // The routers of a neighbourhood divide into k branches; those that have the same place in their branch share the same k parents.
    private static void AddDown(List<NocLink> links, int arity, int levels, int level, int position, int latency)
    {
        var perLevel = Power(arity, levels - 1);
        var neighbourhood = Power(arity, levels - 1 - level);
        var branch = neighbourhood / arity;
        var first = position / neighbourhood * neighbourhood;
        var place = position % neighbourhood % branch;
        var parent = position % neighbourhood / branch;
        for (var port = 0; port < arity; port++)
        {
            var upper = (level * perLevel) + position;
            var lower = ((level + 1) * perLevel) + first + (port * branch) + place;
            links.Add(new NocLink(upper, port, lower, arity + parent, latency));
            links.Add(new NocLink(lower, arity + parent, upper, port, latency));
        }
    }
}
