using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Simulation;

namespace ActorSim.Actors.Network;

/// <summary>A packet that has arrived completely.</summary>
/// <param name="Cycle">When its tail came to the node.</param>
/// <param name="Load">What it carried.</param>
internal readonly record struct Arrival<TLoad>(long Cycle, TLoad Load);

/// <summary>
/// The routers of one direction, run as far as its pushes are known: what is pushed, with its cycle, waits here until the network comes to it; what
/// arrives, arrives with what it carries.
/// </summary>
/// <typeparam name="TLoad">What a packet carries.</typeparam>
internal sealed class PacketNetwork<TLoad> : ITrafficSource, IPacketSink
{
    private readonly NetworkSimulator _routers;
    private readonly int _leastCycles;

    // A source's ports push in one cycle in the order of their numbers; between sources the order does not matter.
    private readonly PriorityQueue<Pushed, (long Cycle, int Source, int Port)> _pushed = new();
    private readonly List<Arrival<TLoad>> _arrivals = [];
    private readonly Stack<int> _free = new();
    private TLoad[] _loads = new TLoad[64];
    private int _used;
    private long _known;

    public PacketNetwork(NetworkSpec spec, ulong seed)
    {
        Stats = new NetworkStats(spec.Topology);
        _leastCycles = spec.LeastCycles;
        _routers = new NetworkSimulator(spec.Topology, RoutingCatalog.Create(spec.Topology, spec.Routing), spec.Router, seed, this, Stats);
    }

    public NetworkStats Stats { get; }

    /// <summary>Packets pushed and not arrived.</summary>
    public int Waiting => _pushed.Count + _routers.InFlight;

    /// <summary>Since <see cref="Clear"/>, in the order of their cycles.</summary>
    public IReadOnlyList<Arrival<TLoad>> Arrivals => _arrivals;

    /// <summary>Nothing that is known arrives before this cycle, but for <see cref="Arrivals"/>; <see cref="Router.Never"/> if nothing is known.</summary>
    public long EarliestArrival => Math.Min(_routers.InFlight > 0 ? _routers.NextActivity : Router.Never, AfterPush(NextPush));

    long ITrafficSource.NextCycle => NextPush;

    private long NextPush => _pushed.TryPeek(out _, out var first) ? first.Cycle : Router.Never;

    /// <summary>The earliest arrival of what is pushed in <paramref name="cycle"/>.</summary>
    public long AfterPush(long cycle) => cycle >= Router.Never - _leastCycles ? Router.Never : cycle + _leastCycles;

    /// <exception cref="InvalidOperationException">The network has passed the cycle.</exception>
    public void Push(long cycle, int source, int port, int destination, int flits, TLoad load)
    {
        if (cycle < _known)
        {
            throw new InvalidOperationException($"a packet is pushed in cycle {cycle}, which the network has passed ({_known})");
        }

        if (!_free.TryPop(out var slot))
        {
            slot = _used++;
            if (slot == _loads.Length)
            {
                Array.Resize(ref _loads, 2 * slot);
            }
        }

        _loads[slot] = load;
        Stats.Offered++;
        _pushed.Enqueue(new Pushed(slot, destination, flits), (cycle, source, port));
    }

    /// <summary>Runs all cycles before <paramref name="cycle"/>: their pushes are known.</summary>
    public void RunBefore(long cycle)
    {
        if (cycle > _known)
        {
            _known = cycle;
            _routers.Run(this, cycle - 1);
        }
    }

    /// <summary>Forgets the arrivals.</summary>
    public void Clear() => _arrivals.Clear();

    void ITrafficSource.Emit(NetworkSimulator network)
    {
        var now = network.Now;
        while (_pushed.TryPeek(out var packet, out var key) && key.Cycle == now)
        {
            _pushed.Dequeue();
            network.Offer(new Packet(packet.Slot, key.Source, packet.Destination, packet.Flits, 0, now));
        }
    }

    void IPacketSink.OnArrived(in Packet packet)
    {
        Stats.Count(packet);
        _arrivals.Add(new Arrival<TLoad>(packet.TailArrived, _loads[packet.Tag]));
        _free.Push(packet.Tag);
    }

    private readonly record struct Pushed(int Slot, int Destination, int Flits);
}
