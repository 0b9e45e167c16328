using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Traffic;

/// <summary>Destinations of the packets of a node. Patterns follow BookSim 2: uniform, hotspot and permutations may send to the source itself.</summary>
public abstract partial class TrafficPattern
{
    public static IReadOnlyList<string> Names { get; } = ["uniform", "transpose", "bitcomp", "tornado", "neighbor", "hotspot"];

    public abstract int Destination(int source, ref SplitMix random);

    /// <param name="name">
    /// One of <see cref="Names"/>. hotspot: all packets go to node 0; hotspot(NODE,WEIGHT): to any node, but to this one so many times as often as to
    /// each other one.
    /// </param>
    /// <exception cref="NocException">The pattern is not known or does not fit the number of nodes.</exception>
    public static TrafficPattern Create(string name, NocTopology topology)
    {
        var nodes = topology.Nodes.Count;
        return name switch
        {
            "uniform" => new Uniform(nodes),
            "transpose" => new FixedDestinations(Transpose(nodes, topology.Name)),
            "bitcomp" => new FixedDestinations(BitComplement(nodes, topology.Name)),
            "tornado" => new FixedDestinations(Digits(topology, (digit, k) => (digit + ((k + 1) / 2) - 1) % k)),
            "neighbor" => new FixedDestinations(Digits(topology, (digit, k) => (digit + 1) % k)),
            _ when name.StartsWith("hotspot", StringComparison.Ordinal) => Hot(name, nodes),
            _ => throw new NocException($"traffic '{name}' is not known; one of: {string.Join(", ", Names)}"),
        };
    }

    private static int[] Transpose(int nodes, string topology)
    {
        var bits = BitOperations.Log2((uint)nodes);
        if (!BitOperations.IsPow2(nodes) || bits % 2 != 0)
        {
            throw new NocException($"traffic transpose swaps the halves of a node number: {topology} has {nodes} nodes, which is no even power of two");
        }

        var half = bits / 2;
        return Enumerable.Range(0, nodes).Select(i => (i >> half) | ((i << half) & (nodes - 1))).ToArray();
    }

    private static int[] BitComplement(int nodes, string topology) => BitOperations.IsPow2(nodes)
        ? Enumerable.Range(0, nodes).Select(i => ~i & (nodes - 1)).ToArray()
        : throw new NocException($"traffic bitcomp complements the bits of a node number: {topology} has {nodes} nodes, which is no power of two");

    private static int[] Digits(NocTopology topology, Func<int, int, int> change)
    {
        var destinations = new int[topology.Nodes.Count];
        for (var node = 0; node < destinations.Length; node++)
        {
            var stride = 1;
            foreach (var k in topology.Radices)
            {
                destinations[node] += stride * change(node / stride % k, k);
                stride *= k;
            }
        }

        return destinations;
    }

    private static TrafficPattern Hot(string name, int nodes)
    {
        const int MostWeight = 1 << 20;
        if (name == "hotspot")
        {
            return new FixedDestinations(new int[nodes]);
        }

        var match = HotspotForm().Match(name);
        if (!match.Success)
        {
            throw new NocException($"traffic '{name}': write hotspot or hotspot(NODE,WEIGHT), for example hotspot(27,8)");
        }

        var (node, weight) = (Number(match.Groups["node"]), Number(match.Groups["weight"]));
        return node < nodes && weight is >= 1 and <= MostWeight
            ? new Hotspot(nodes, node, weight)
            : throw new NocException($"traffic '{name}': the node must be below {nodes} and the weight from 1 to {MostWeight}");
    }

    private static int Number(Group group) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"^hotspot\((?<node>\d+),(?<weight>\d+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex HotspotForm();

    private sealed class Uniform(int nodes) : TrafficPattern
    {
        public override int Destination(int source, ref SplitMix random) => random.Below(nodes);
    }

    private sealed class FixedDestinations(int[] destinations) : TrafficPattern
    {
        public override int Destination(int source, ref SplitMix random) => destinations[source];
    }

    private sealed class Hotspot(int nodes, int hot, int weight) : TrafficPattern
    {
        // Draws below the hot node's extra weight go there, the rest to all alike.
        public override int Destination(int source, ref SplitMix random) =>
            random.Below(nodes + weight - 1) is var draw && draw < nodes ? draw : hot;
    }
}
