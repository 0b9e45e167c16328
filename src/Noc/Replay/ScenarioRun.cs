using ActorSim.Noc.Routers;
using ActorSim.Noc.Simulation;

namespace ActorSim.Noc.Replay;

/// <summary>Replays a scenario until all of its packets have arrived.</summary>
public sealed class ScenarioRun : ITrafficSource, IPacketSink
{
    private readonly ScenarioPacket[] _packets;
    private readonly Packet[] _arrived;
    private int _next;

    private ScenarioRun(Scenario scenario)
    {
        // Stable: packets of one cycle keep the order of the file.
        _packets = scenario.Packets.OrderBy(p => p.Generated).ToArray();
        _arrived = new Packet[_packets.Length];
    }

    public long NextCycle => _next < _packets.Length ? _packets[_next].Generated : Router.Never;

    /// <summary>Packets, numbered by generation cycle and then by place in the file.</summary>
    public static IReadOnlyList<Packet> Replay(Scenario scenario, IFlitListener? listener = null)
    {
        const ulong Seed = 1;
        var run = new ScenarioRun(scenario);
        var network = new NetworkSimulator(scenario.Topology, scenario.Routing, scenario.Spec, Seed, run, listener);
        network.Run(run, Router.Never);
        return run._arrived;
    }

    public void Emit(NetworkSimulator network)
    {
        for (var cycle = NextCycle; NextCycle == cycle; _next++)
        {
            var p = _packets[_next];
            network.Offer(new Packet(_next, p.Source, p.Destination, p.Flits, 0, p.Generated));
        }
    }

    public void OnArrived(in Packet packet) => _arrived[packet.Tag] = packet;
}
