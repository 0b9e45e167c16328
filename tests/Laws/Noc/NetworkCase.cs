using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Simulation;
using ActorSim.Noc.Topologies;
using ActorSim.Noc.Verification;

namespace ActorSim.Tests.Laws.Noc;

/// <summary>A generated network: a topology, one of its routings and a router.</summary>
internal sealed record NetworkCase(NocTopology Topology, NocRouting Routing, RouterSpec Spec, int Seed)
{
    private static readonly string[] Topologies =
    [
        "mesh4x4", "mesh3x5", "mesh2x3x4", "torus4x4", "torus5x3", "torus3x3x3", "ring7", "ring16", "cmesh3x2c4", "fattree27k3", "fattree16", "fly27k3",
        "fly64", "flatfly16", "flatfly3x3c2", "torus2x2", "mesh1x6",
    ];

    /// <summary>The n-th case: every topology comes before one comes again.</summary>
    public static NetworkCase Create(int seed)
    {
        var random = new Random(seed);
        var topology = TopologyName.Create(Topologies[seed % Topologies.Length], random.Next(1, 5));
        var names = RoutingCatalog.Names(topology);
        var routing = RoutingCatalog.Create(topology, names[random.Next(names.Count)]);
        var messages = random.Next(1, 3);
        var allocator = random.Next(2) == 0 ? AllocatorKind.Islip : AllocatorKind.SeparableInputFirst;
        var spec = RouterPipelines.Find(RouterPipelines.Names[random.Next(RouterPipelines.Names.Count)]) with
        {
            MessageClasses = messages,
            VirtualChannels = messages * random.Next(routing.Classes, 5),
            BufferFlits = random.Next(1, 9),
            Allocator = allocator,
            Iterations = random.Next(1, 4),
            Arbiter = random.Next(2) == 0 ? ArbiterKind.RoundRobin : ArbiterKind.Matrix,
            CreditDelay = random.Next(0, 3),
            WaitsForTailCredit = random.Next(3) == 0,
            HoldsSwitch = random.Next(3) == 0,
            InterfaceLatency = random.Next(1, 4),
        };
        DependenceCheck.Verify(topology, routing, spec.Validate());
        return new NetworkCase(topology, routing, spec, seed);
    }

    public override string ToString() => $"seed {Seed}: {Topology.Name}, {Routing.Name}, {Spec}";

    public NetworkSimulator Simulator(IPacketSink sink, IFlitListener? listener = null) => new(Topology, Routing, Spec, (ulong)Seed, sink, listener);
}

/// <summary>Packets of given cycles, in order.</summary>
internal sealed class PacketList(IEnumerable<Packet> packets) : ITrafficSource, IPacketSink
{
    private readonly Packet[] _packets = packets.OrderBy(p => p.Generated).ToArray();
    private int _next;

    public List<Packet> Arrived { get; } = [];

    public int Count => _packets.Length;

    public long NextCycle => _next < _packets.Length ? _packets[_next].Generated : Router.Never;

    /// <summary>Random packets over some cycles, numbered.</summary>
    public static PacketList Random(NetworkCase network, int count, int cycles, int mostFlits)
    {
        var random = new Random(network.Seed);
        var nodes = network.Topology.Nodes.Count;
        return new PacketList(Enumerable.Range(0, count).Select(i => new Packet(
            i, random.Next(nodes), random.Next(nodes), random.Next(1, mostFlits + 1), (byte)random.Next(network.Spec.MessageClasses), random.Next(cycles))).ToArray());
    }

    public void Emit(NetworkSimulator network)
    {
        for (var cycle = NextCycle; NextCycle == cycle; _next++)
        {
            network.Offer(_packets[_next]);
        }
    }

    public void OnArrived(in Packet packet) => Arrived.Add(packet);
}
