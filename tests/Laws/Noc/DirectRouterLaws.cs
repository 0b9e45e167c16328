using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Simulation;
using ActorSim.Noc.Topologies;
using Xunit;

namespace ActorSim.Tests.Laws.Noc;

/// <summary>The usual router has a short form: every flit goes through it in the same cycles, ports and channels as through the one in full.</summary>
public class DirectRouterLaws
{
    [Theory]
    [MemberData(nameof(NetworkLaws.Seeds), MemberType = typeof(NetworkLaws))]
    public void Every_event_is_that_of_the_router_in_full(int seed)
    {
        var network = NetworkCase.Create(seed);
        var spec = network.Spec with
        {
            Allocator = AllocatorKind.Islip,
            Iterations = 1,
            RoutingDelay = 0,
            IsSpeculative = false,
            HoldsSwitch = false,
            WaitsForTailCredit = false,
        };
        Assert.Equal(Events(network with { Spec = spec with { IsInFull = true } }), Events(network with { Spec = spec }));
    }

    [Fact]
    public void The_usual_router_is_the_short_one_where_it_fits()
    {
        Assert.All(Routers(new RouterSpec()), r => Assert.IsType<DirectRouter>(r));
        Assert.All(Routers(new RouterSpec { IsInFull = true }), r => Assert.IsType<AllocatingRouter>(r));
        Assert.All(Routers(new RouterSpec { VirtualChannels = 32 }), r => Assert.IsType<AllocatingRouter>(r));
    }

    // With four ports or more each.
    private static IReadOnlyList<Router> Routers(RouterSpec spec)
    {
        var topology = TopologyName.Create("mesh3x3x3");
        return new NetworkCase(topology, RoutingCatalog.Create(topology), spec, 0).Simulator(new PacketList([])).Routers;
    }

    private static List<string> Events(NetworkCase network)
    {
        var packets = PacketList.Random(network, 600, 120, 6);
        var log = new Log();
        network.Simulator(packets, log).Run(packets, Router.Never);
        Assert.Equal(600, packets.Arrived.Count);
        return log.Events;
    }

    private sealed class Log : IFlitListener
    {
        public List<string> Events { get; } = [];

        public void OnSent(long cycle, int node, int packet, in Flit flit) => Events.Add($"{cycle} node {node} sent {packet} {flit}");

        public void OnGranted(long cycle, int router, int packet, in RouterSend send) => Events.Add($"{cycle} router {router} granted {packet} {send}");

        public void OnArrived(long cycle, int node, int packet, in Flit flit) => Events.Add($"{cycle} node {node} received {packet} {flit}");
    }
}
