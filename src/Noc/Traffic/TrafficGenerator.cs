using ActorSim.Noc.Simulation;

namespace ActorSim.Noc.Traffic;

/// <summary>
/// Generates the packets of a load without end. Gaps are drawn, not cycles, so that idle cycles cost nothing; each node has random numbers of its own.
/// Packets carry the tag that was begun last.
/// </summary>
public sealed class TrafficGenerator : ITrafficSource
{
    private readonly TrafficLoad _load;
    private readonly int _nodes;
    private readonly SplitMix[] _random;
    private readonly long[] _count;
    private readonly double _logMiss;

    // By cycle, then node: the order in which packets come does not depend on the queue.
    private readonly PriorityQueue<int, long> _due = new();

    public TrafficGenerator(TrafficLoad load, int nodes)
    {
        (_load, _nodes) = (load, nodes);
        _logMiss = Math.Log(1 - load.PacketRate);
        _random = new SplitMix[nodes];
        _count = new long[nodes];
        for (var node = 0; node < nodes; node++)
        {
            _random[node] = SplitMix.Stream(load.Seed, node);
            _due.Enqueue(node, Key(After(node, -1), node));
        }
    }

    /// <summary>Tag of the packets that are generated now.</summary>
    public int Tag { get; private set; }

    /// <summary>Packets with this tag so far.</summary>
    public long Generated { get; private set; }

    /// <summary>Sum of their generation cycles.</summary>
    public long GeneratedCycles { get; private set; }

    public long NextCycle => _due.TryPeek(out _, out var key) ? key / _nodes : Routers.Router.Never;

    /// <summary>Packets get another tag from now on.</summary>
    public void Begin(int tag) => (Tag, Generated, GeneratedCycles) = (tag, 0, 0);

    public void Emit(NetworkSimulator network)
    {
        for (var cycle = NextCycle; NextCycle == cycle;)
        {
            var node = _due.Peek();
            var destination = _load.Pattern.Destination(node, ref _random[node]);
            network.Offer(new Packet(Tag, node, destination, _load.Flits, 0, cycle));
            Generated++;
            GeneratedCycles += cycle;
            _due.DequeueEnqueue(node, Key(After(node, cycle), node));
        }
    }

    private long Key(long cycle, int node) => (cycle * _nodes) + node;

    private long After(int node, long cycle)
    {
        if (_load.Injection == InjectionKind.Deterministic)
        {
            // The n-th packet comes when node / nodes + (cycle + 1) x rate reaches n.
            const double Rounding = 1e-9;
            var missing = ++_count[node] - ((double)node / _nodes);
            return Math.Max(cycle + 1, (long)Math.Ceiling((missing / _load.PacketRate) - Rounding) - 1);
        }

        // Cycles without a packet before the next one are geometrically distributed.
        return _load.PacketRate >= 1 ? cycle + 1 : cycle + 1 + (long)(Math.Log(_random[node].Unit()) / _logMiss);
    }
}
