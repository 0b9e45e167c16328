using ActorSim.Noc;
using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;
using ActorSim.Noc.Verification;
using Xunit;

namespace ActorSim.Tests.Laws.Noc;

/// <summary>The check of channel dependences before a run.</summary>
public class DependenceLaws
{
    [Theory]
    [InlineData("mesh8x8")]
    [InlineData("torus8x8")]
    [InlineData("torus4x3x5")]
    [InlineData("ring16")]
    [InlineData("cmesh4x4c4")]
    [InlineData("fattree64")]
    [InlineData("fly64")]
    [InlineData("flatfly64")]
    public void Every_routing_of_a_regular_topology_is_free_of_rings(string name)
    {
        var topology = TopologyName.Create(name);
        foreach (var routing in RoutingCatalog.Names(topology).Select(r => RoutingCatalog.Create(topology, r)))
        {
            DependenceCheck.Verify(topology, routing, new RouterSpec { VirtualChannels = routing.Classes });
        }
    }

    [Theory]
    [InlineData("torus4x4", "dim_order", 1, "needs 2 virtual channels", "router 1 to 2 (VC class 0) -> router 2 to 3 (VC class 0)")]
    [InlineData("torus4x4", "adaptive", 2, "needs 3 virtual channels", "wait for each other")]
    [InlineData("mesh3x3", "o1turn", 1, "needs 2 virtual channels", "wait for each other")]
    [InlineData("ring8", "dim_order", 1, "needs 2 virtual channels", "wait for each other")]
    public void Too_few_virtual_channels_name_the_ring(string name, string routing, int channels, params string[] parts)
    {
        var topology = TopologyName.Create(name);
        var e = Assert.Throws<NocException>(() =>
            DependenceCheck.Verify(topology, RoutingCatalog.Create(topology, routing), new RouterSpec { VirtualChannels = channels }));
        Assert.All(parts, part => Assert.Contains(part, e.Message));
    }

    [Fact]
    public void Classes_of_messages_need_channels_of_their_own()
    {
        var topology = TopologyName.Create("torus4x4");
        var spec = new RouterSpec { VirtualChannels = 2, MessageClasses = 2 };
        Assert.Throws<NocException>(() => DependenceCheck.Verify(topology, RoutingCatalog.Create(topology), spec));
    }

    // Shortest ways go round: 0 to 2 over 1, 1 to 3 over 2, and so on.
    [Fact]
    public void A_file_with_a_ring_is_refused_and_the_ring_is_named()
    {
        var topology = Read("router 0 node 0 router 1\nrouter 1 node 1 router 2\nrouter 2 node 2 router 3\nrouter 3 node 3 router 4\nrouter 4 node 4 router 0\n");
        var e = Assert.Throws<NocException>(() => DependenceCheck.Verify(topology, RoutingCatalog.Create(topology), new RouterSpec()));
        Assert.Contains("can deadlock", e.Message);
        Assert.Matches(@"router \d to \d \(VC class 0\) -> ", e.Message);
    }

    [Fact]
    public void A_node_that_cannot_be_reached_is_named()
    {
        var topology = Read("router 0 node 0\nrouter 1 node 1 router 2\nrouter 2 node 2\n");
        var e = Assert.Throws<NocException>(() => DependenceCheck.Verify(topology, RoutingCatalog.Create(topology), new RouterSpec()));
        Assert.Contains("node 0 cannot be reached from node 1", e.Message);
    }

    private static NocTopology Read(string text) => NetworkFile.Read("net.txt", new StringReader(text));
}
