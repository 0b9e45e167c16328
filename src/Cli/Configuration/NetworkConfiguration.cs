using System.Globalization;
using ActorSim.Actors.Network;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;
using ActorSim.Noc;
using ActorSim.Noc.Routers;
using ActorSim.Noc.Topologies;

namespace ActorSim.Cli.Configuration;

/// <summary>Reads the network of a machine; ranges are its own rules.</summary>
internal static class NetworkConfiguration
{
    private const string Crossbar = "crossbar";
    private const string FromFile = "file";
    private const string Auto = "auto";

    // By model: the form of the topology's name.
    private static readonly (string Model, string Form)[] Forms =
        [("mesh", "mesh"), ("torus", "torus"), ("ring", "ring"), ("fat-tree", "fattree"), ("concentrated-mesh", "cmesh")];

    /// <summary>Values of <c>noc.model</c>.</summary>
    public static IReadOnlyList<string> Models { get; } = [Crossbar, .. Forms.Select(f => f.Model), FromFile];

    /// <returns>Null: the crossbar.</returns>
    public static NetworkSpec? Read(HoconObject c, int cores, int channels)
    {
        var model = c.GetName("noc.model", Models);
        if (model == Crossbar)
        {
            return null;
        }

        var perCore = c.GetInt("noc.nodes-per-core");
        var ends = ((long)Math.Max(perCore, 1) * Math.Max(cores, 1)) + Math.Max(channels, 1);
        var topology = Topology(c, model, ends);
        var (coreNodes, channelNodes) = Places(c, (int)(ends - Math.Max(channels, 1)), Math.Max(channels, 1), topology, ends);
        var routing = c.GetString("noc.routing");
        return new NetworkSpec
        {
            Model = model,
            Topology = topology,
            Routing = routing == Auto ? null : routing,
            Router = Router(c),
            LinkBytes = Bytes(c, "noc.link-bytes"),
            HeaderBytes = Bytes(c, "noc.header-bytes"),
            NodesPerCore = perCore,
            CoreNodes = coreNodes,
            ChannelNodes = channelNodes,
            Seed = (ulong)c.GetLong("noc.seed"),
        };
    }

    private static RouterSpec Router(HoconObject c) => RouterPipelines.Find(c.GetName("noc.router", RouterPipelines.Names)) with
    {
        VirtualChannels = c.GetInt("noc.virtual-channels"),
        BufferFlits = c.GetInt("noc.buffer-flits"),
    };

    private static NocTopology Topology(HoconObject c, string model, long ends)
    {
        if (model == FromFile)
        {
            return OfFile(c);
        }

        var form = Forms.First(f => f.Model == model).Form;
        var size = c.GetString("noc.size");
        var latency = c.GetInt("noc.link-latency");
        var key = latency < 1 ? "noc.link-latency" : "noc.size";
        return At(c, key, () => TopologyName.Create(form + (size == Auto ? Size(model, ends) : size), latency));
    }

    private static NocTopology OfFile(HoconObject c)
    {
        var path = c.GetString("noc.file");
        return path.Length > 0
            ? At(c, "noc.file", () => NetworkInput.Read(path))
            : throw new HoconException(c.Get("noc.model").Origin, "noc.model = file needs noc.file: a file of routers and links");
    }

    // The smallest that has room, as square as it can be.
    private static string Size(string model, long ends)
    {
        const int PerRouter = 4;
        return model switch
        {
            "ring" => Text(Math.Max(2, ends)),
            "fat-tree" => Text(PowerOf4(ends)),
            "concentrated-mesh" => $"{Square((ends + PerRouter - 1) / PerRouter)}c{PerRouter}",
            _ => Square(ends),
        };
    }

    private static string Square(long routers)
    {
        var side = Math.Max(2, (long)Math.Ceiling(Math.Sqrt(routers)));
        return $"{Text(side)}x{Text(Math.Max(2, (routers + side - 1) / side))}";
    }

    private static long PowerOf4(long ends)
    {
        var nodes = 4L;
        while (nodes < ends)
        {
            nodes *= 4;
        }

        return nodes;
    }

    private static (IReadOnlyList<int> Cores, IReadOnlyList<int> Channels) Places(HoconObject c, int ofCores, int channels, NocTopology topology, long ends)
    {
        var (cores, memory) = (Nodes(c, "noc.core-nodes"), Nodes(c, "noc.channel-nodes"));
        if (cores.Count > 0 || memory.Count > 0)
        {
            return (cores, memory);
        }

        return ends <= topology.Nodes.Count
            ? NodePlacement.Spread(ofCores, channels, topology.Nodes.Count)
            : throw new HoconException(c.Get("noc.model").Origin,
                $"{topology.Name} has {topology.Nodes.Count} nodes, but {ofCores} nodes of cores and {channels} channels need {ends}; give it more nodes");
    }

    private static IReadOnlyList<int> Nodes(HoconObject c, string key) => HoconRead.List(c.Get(key), key, HoconRead.Int);

    private static int Bytes(HoconObject c, string key) => (int)Math.Clamp(c.GetByteSize(key), int.MinValue, int.MaxValue);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static NocTopology At(HoconObject c, string key, Func<NocTopology> create)
    {
        try
        {
            return create();
        }
        catch (NocException e)
        {
            throw new HoconException(c.Get(key).Origin, $"{key}: {e.Message}", e);
        }
    }
}
