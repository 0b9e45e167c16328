using ActorSim.Noc.Replay;
using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Simulation;
using ActorSim.Noc.Topologies;
using Xunit;

namespace ActorSim.Tests.Laws.Noc;

/// <summary>
/// The closed form of an empty network: 2 + c R + extra latency of the links + flits - 1 cycles, where c is the pipeline's length and R the routers
/// passed; docs/noc.md.
/// </summary>
public class IdleLatency
{
    private static readonly Dictionary<string, int> HopCycles = new() { ["la3"] = 4, ["canon4"] = 5, ["spec2"] = 3, ["slow6"] = 7 };

    [Theory]
    [InlineData("mesh4x6", 1)]
    [InlineData("mesh3x3x3", 2)]
    [InlineData("torus5x5", 1)]
    [InlineData("ring9", 3)]
    [InlineData("cmesh2x3c4", 2)]
    [InlineData("fattree27k3", 1)]
    [InlineData("fly16", 4)]
    [InlineData("flatfly3x4c2", 2)]
    public void A_lone_packet_takes_the_closed_form(string name, int linkLatency)
    {
        var topology = TopologyName.Create(name, linkLatency);
        foreach (var pipeline in RouterPipelines.Names)
        {
            var spec = RouterPipelines.Find(pipeline) with { BufferFlits = 32 };
            foreach (var routing in RoutingCatalog.Names(topology).Select(r => RoutingCatalog.Create(topology, r)))
            {
                foreach (var packet in Lonely(new Scenario(name, topology, routing, spec, [.. Packets(topology, isOneFlit: spec.SwitchTraversal > 1)])))
                {
                    var expected = 2 + (HopCycles[pipeline] * packet.Routers) + ((packet.Routers - 1) * (linkLatency - 1)) + packet.Flits - 1;
                    Assert.True(packet.TailArrived - packet.Generated == expected, $"{name} {routing.Name} {pipeline}: {packet}, expected {expected}");
                }
            }
        }
    }

    [Fact]
    public void An_idle_network_needs_no_step()
    {
        var topology = TopologyName.Create("mesh8x8");
        var packets = new PacketList([new Packet(0, 0, 63, 1, 0, 0), new Packet(1, 0, 63, 1, 0, 1_000_000_000)]);
        var simulator = new NetworkSimulator(topology, RoutingCatalog.Create(topology), new RouterSpec(), 1, packets);
        simulator.Run(packets, Router.Never);
        Assert.Equal([62, 62], packets.Arrived.Select(p => (int)(p.TailArrived - p.Generated)));

        // Two per router and packet: channel allocation and switch allocation.
        Assert.Equal(2 * 2 * 15, simulator.Steps);
    }

    /// <summary>Least cycles from injection to arrival for the routers a packet has passed: no stage can be shorter.</summary>
    internal static long Least(NetworkCase network, in Packet packet)
    {
        var spec = network.Spec;
        var hop = 1 + spec.RoutingDelay + (spec.IsSpeculative ? 0 : 1) + spec.SwitchTraversal;
        var link = network.Topology.Links.Count > 0 ? network.Topology.Links[0].Latency : 1;
        return (2 * (spec.InterfaceLatency + 1)) + (packet.Routers * (hop - 1)) + ((packet.Routers - 1) * (link + 1)) + packet.Flits - 1;
    }

    // A switch of two cycles that is not overlapped lets flits pass in pairs: only single flits follow the closed form.
    private static IEnumerable<ScenarioPacket> Packets(NocTopology topology, bool isOneFlit)
    {
        const int Apart = 1000;
        var nodes = topology.Nodes.Count;
        for (var i = 0; i < nodes; i++)
        {
            yield return new ScenarioPacket(i * Apart, i, (i * 7) % nodes, isOneFlit ? 1 : 1 + (i % 5));
        }
    }

    private static IReadOnlyList<Packet> Lonely(Scenario scenario) => ScenarioRun.Replay(scenario);
}
