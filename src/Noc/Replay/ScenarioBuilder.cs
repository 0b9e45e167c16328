using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;
using ActorSim.Noc.Verification;

namespace ActorSim.Noc.Replay;

/// <summary>Makes a scenario of its members.</summary>
internal static class ScenarioBuilder
{
    private const int MostRadix = 1024;
    private const int MostDimensions = 6;
    private const int MostLatency = 1 << 20;
    private const int MostFlits = 1 << 20;
    private const int MostDelay = 1000;

    public static Scenario Build(string name, ScenarioFields fields)
    {
        try
        {
            var spec = Spec(fields);
            var topology = Topology(fields);
            var routing = RoutingCatalog.Create(topology, fields.Text("routing"));
            DependenceCheck.Verify(topology, routing, spec);
            return new Scenario(name, topology, routing, spec, Packets(fields, topology.Nodes.Count));
        }
        catch (NocException e) when (!e.Message.Contains("$[", StringComparison.Ordinal))
        {
            throw fields.Error(e);
        }
    }

    private static RouterSpec Spec(ScenarioFields fields)
    {
        foreach (var member in (string[])["vc_alloc_delay", "sw_alloc_delay", "input_speedup", "output_speedup"])
        {
            fields.Whole(member, 1, 1, 1);
        }

        var spec = new RouterSpec
        {
            VirtualChannels = fields.Whole("num_vcs", 1, RouterSpec.MostVirtualChannels),
            BufferFlits = fields.Whole("vc_buf_size", 1, 1 << 16),
            RoutingDelay = fields.Whole("routing_delay", 0, MostDelay),
            SwitchTraversal = fields.Whole("st_final_delay", 1, MostDelay, 1),
            IsSpeculative = fields.Flag("speculative"),
            Allocator = One(fields, "allocator", ("islip", AllocatorKind.Islip), ("separable_input_first", AllocatorKind.SeparableInputFirst)),
            Iterations = fields.Whole("alloc_iters", 1, 16, 1),
            Arbiter = One(fields, "arb_type", ("round_robin", ArbiterKind.RoundRobin), ("matrix", ArbiterKind.Matrix)),
            CreditDelay = fields.Whole("credit_delay", 0, MostDelay, 1),
            WaitsForTailCredit = fields.Flag("wait_for_tail_credit"),
            HoldsSwitch = fields.Flag("hold_switch_for_packet"),
            InterfaceLatency = fields.Whole("ni_link_latency", 1, MostDelay, 1),
        };
        return spec.Validate();
    }

    private static T One<T>(ScenarioFields fields, string member, (string Name, T Value) usual, (string Name, T Value) other)
    {
        var text = fields.Text(member, usual.Name);
        return text == usual.Name ? usual.Value
            : text == other.Name ? other.Value
            : throw fields.Error(member, $"'{text}' is not known; one of: {usual.Name}, {other.Name}");
    }

    private static NocTopology Topology(ScenarioFields fields)
    {
        var kind = fields.Text("topology");
        var name = fields.Text("topology_name", kind);
        if (kind == "anynet")
        {
            return Free(name, fields.Object("anynet"));
        }

        var (k, n) = (fields.Whole("k", 1, MostRadix), fields.Whole("n", 1, MostDimensions));
        var latency = fields.Whole("link_latency", 1, MostLatency, 1);
        var c = fields.Whole("c", 1, NocTopology.MostPorts, kind == "flatfly" ? k : 1);
        var grid = Enumerable.Repeat(k, n).ToArray();
        if (Math.Pow(k, n) * c is < 2 or > 1 << 16)
        {
            throw fields.Error("k", $"{k} with n {n} makes {Math.Pow(k, n) * c:0} nodes; a network has from 2 to {1 << 16}");
        }

        return kind switch
        {
            "mesh" => CubeTopology.Create(name, grid, wraps: false, c, latency),
            "torus" => CubeTopology.Create(name, grid, wraps: true, c, latency),
            "fattree" => FatTreeTopology.Create(name, k, n, latency),
            "fly" => ButterflyTopology.Create(name, k, n, latency),
            "flatfly" => FlattenedButterflyTopology.Create(name, grid, c, latency),
            _ => throw fields.Error("topology", $"'{kind}' is not known; one of: mesh, torus, fattree, fly, flatfly, anynet"),
        };
    }

    private static NocTopology Free(string name, ScenarioFields fields)
    {
        const int MostRouters = 1 << 12;
        var nodes = fields.Array("nodes").EnumerateArray()
            .Select((n, i) => (int)fields.Whole(n, $"nodes[{i}]", 0, MostRouters - 1)).ToArray();
        var links = new List<FreeLink>();
        foreach (var link in fields.Array("links").EnumerateArray())
        {
            var place = $"links[{links.Count}]";
            var row = fields.Row(link, place, 3);
            if (Array.FindIndex(row, 0, 2, r => r is < 0 or >= MostRouters) is var bad and >= 0)
            {
                throw fields.Error($"{place}[{bad}]", $"{row[bad]} is not a router; they are numbered from 0 to {MostRouters - 1}");
            }

            if (row[2] is < 1 or > MostLatency)
            {
                throw fields.Error($"{place}[2]", $"a latency of {row[2]} must be from 1 to {MostLatency} cycles");
            }

            links.Add(new FreeLink((int)row[0], (int)row[1], (int)row[2]));
        }

        if (nodes.Length == 0)
        {
            throw fields.Error("nodes", "no node is placed");
        }

        var routers = 1 + nodes.Concat(links.SelectMany(l => (int[])[l.From, l.To])).Max();
        return FreeTopology.Create(name, routers, nodes, links);
    }

    private static List<ScenarioPacket> Packets(ScenarioFields fields, int nodes)
    {
        const long MostCycle = 1L << 50;
        var packets = new List<ScenarioPacket>();
        foreach (var packet in fields.Array("packets").EnumerateArray())
        {
            var place = $"packets[{packets.Count}]";
            var row = fields.Row(packet, place, 4);
            Check(fields, $"{place}[0]", row[0], "the generation cycle", 0, MostCycle);
            Check(fields, $"{place}[1]", row[1], "the source node", 0, nodes - 1);
            Check(fields, $"{place}[2]", row[2], "the destination node", 0, nodes - 1);
            Check(fields, $"{place}[3]", row[3], "the number of flits", 1, MostFlits);
            packets.Add(new ScenarioPacket(row[0], (int)row[1], (int)row[2], (int)row[3]));
        }

        return packets;
    }

    private static void Check(ScenarioFields fields, string place, long value, string what, long least, long most)
    {
        if (value < least || value > most)
        {
            throw fields.Error(place, $"{what} {value} must be from {least} to {most}");
        }
    }
}
