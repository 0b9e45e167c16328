using ActorSim.Noc.Routers;
using ActorSim.Noc.Simulation;
using ActorSim.Tests.Failure.Cli;
using Xunit;

namespace ActorSim.Tests.Laws.Noc;

/// <summary>What holds in every network: nothing is lost, doubled or overtaken, everything drains, and the same run gives the same result.</summary>
public class NetworkLaws
{
    private const int Cases = 68;

    public static TheoryData<int> Seeds() => new(Enumerable.Range(0, Cases));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_packet_arrives_once_in_order_and_the_network_is_empty_then(int seed)
    {
        var network = NetworkCase.Create(seed);
        var packets = PacketList.Random(network, 400, 100, 6);
        var check = new OrderCheck(network);
        var simulator = network.Simulator(packets, check);
        simulator.Run(packets, Router.Never);
        Assert.Equal(Enumerable.Range(0, packets.Count), packets.Arrived.Select(p => p.Tag).Order());
        Assert.Equal(packets.Arrived.Sum(p => (long)p.Flits), simulator.InjectedFlits);
        Assert.Equal(simulator.InjectedFlits, simulator.ReceivedFlits.Sum());
        Assert.Equal(packets.Arrived.Sum(p => (long)p.Flits * p.Routers), simulator.Routers.Sum(r => r.Sent.Sum()));
        Assert.True(simulator.IsQuiet(), network.ToString());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_packet_is_faster_than_an_empty_network_allows(int seed)
    {
        var network = NetworkCase.Create(seed);
        var packets = PacketList.Random(network, 200, 400, 4);
        network.Simulator(packets).Run(packets, Router.Never);
        Assert.All(packets.Arrived, p => Assert.True(p.TailArrived - p.HeadInjected >= IdleLatency.Least(network, p), $"{network}: {p}"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(25)]
    public void The_same_run_gives_the_same_result(int seed) => Assert.Equal(Arrivals(seed), Arrivals(seed));

    // Twice what any of these networks takes: every queue fills up, then the sources stop.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_overloaded_network_drains(int seed) => Drains(seed, cycles: 300);

    [NightlyFact]
    public void Overloaded_networks_drain_after_a_million_cycles()
    {
        for (var seed = 0; seed < 17; seed++)
        {
            Drains(seed, cycles: 1_000_000);
        }
    }

    private static List<Packet> Arrivals(int seed)
    {
        var network = NetworkCase.Create(seed);
        var packets = PacketList.Random(network, 300, 50, 5);
        network.Simulator(packets).Run(packets, Router.Never);
        return packets.Arrived;
    }

    private static void Drains(int seed, int cycles)
    {
        var network = NetworkCase.Create(seed);
        var source = new Flood(network, cycles);
        var simulator = network.Simulator(source);
        simulator.Run(source, Router.Never);
        Assert.Equal(source.Offered, source.Arrived);
        Assert.True(simulator.IsQuiet(), network.ToString());
    }

    /// <summary>Keeps a few packets waiting at every node until the end: an unlimited source that is always ahead of its link.</summary>
    private sealed class Flood(NetworkCase network, int cycles) : ITrafficSource, IPacketSink
    {
        private const int Waiting = 4;
        private readonly Random _random = new(network.Seed);
        private readonly int[] _open = new int[network.Topology.Nodes.Count];
        private readonly int _share = network.Topology.Nodes.Count;
        private long _cycle;

        public long Offered { get; private set; }

        public long Arrived { get; private set; }

        public long NextCycle => _cycle < cycles ? _cycle : Router.Never;

        public void Emit(NetworkSimulator simulator)
        {
            for (var node = 0; node < _open.Length; node++)
            {
                for (; _open[node] < Waiting * _share; _open[node]++)
                {
                    simulator.Offer(new Packet(
                        0, node, _random.Next(_open.Length), _random.Next(1, 8), (byte)_random.Next(network.Spec.MessageClasses), _cycle));
                    Offered++;
                }
            }

            _cycle++;
        }

        public void OnArrived(in Packet packet)
        {
            _open[packet.Source]--;
            Arrived++;
        }
    }

    /// <summary>Flits of a packet come in order, on one virtual channel, at its destination, and packets do not mix in a channel.</summary>
    private sealed class OrderCheck(NetworkCase network) : IFlitListener
    {
        private readonly Dictionary<(int Router, int Port, int Vc), (int Packet, int Next)> _open = [];

        public void OnSent(long cycle, int node, int packet, in Flit flit) => Follow((-1 - node, 0, flit.Vc), packet, flit);

        public void OnGranted(long cycle, int router, int packet, in RouterSend send) => Follow((router, send.OutPort, send.Flit.Vc), packet, send.Flit);

        public void OnArrived(long cycle, int node, int packet, in Flit flit)
        {
            Assert.Equal(flit.Destination, node);
            Follow((network.Topology.RouterCount + node, 0, flit.Vc), packet, flit);
        }

        private void Follow((int Router, int Port, int Vc) channel, int packet, in Flit flit)
        {
            var (expected, next) = flit.IsHead ? (packet, 0) : _open[channel];
            Assert.True(!flit.IsHead || !_open.ContainsKey(channel), $"{network}: two packets share {channel}");
            Assert.Equal((expected, next), (packet, flit.Sequence));
            _open[channel] = (packet, flit.Sequence + 1);
            if (flit.IsTail)
            {
                _open.Remove(channel);
            }
        }
    }
}
