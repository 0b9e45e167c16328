using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Simulation;

/// <summary>
/// Drives the routers of a network alone: only those that have something to do, cycle by cycle; cycles in which none has are skipped.
/// </summary>
public sealed class NetworkSimulator
{
    private readonly NocTopology _topology;
    private readonly RouterSpec _spec;
    private readonly IPacketSink _sink;
    private readonly IFlitListener? _listener;
    private readonly Router[] _routers;
    private readonly NetworkInterface[] _nodes;

    // Of each node: where its flits go, and where its credits go.
    private readonly Hop[] _entries;
    private readonly Hop[] _exits;
    private readonly Hop[] _hops;
    private readonly int[] _firstHop;
    private readonly RouterOutput _output = new();
    private readonly EventWheel<FlitArrival> _flits = new();
    private readonly EventWheel<Signal> _signals = new();
    private readonly PacketTable _packets = new();
    private readonly ActiveSet _activeRouters;
    private readonly ActiveSet _activeNodes;
    private readonly long[] _received;

    /// <param name="routing">Checked to be free of deadlock on this topology (<see cref="Verification.DependenceCheck"/>).</param>
    public NetworkSimulator(NocTopology topology, NocRouting routing, RouterSpec spec, ulong seed, IPacketSink sink, IFlitListener? listener = null)
    {
        (_topology, _spec, _sink, _listener) = (topology, spec, sink, listener);
        _routers = new Router[topology.RouterCount];
        for (var i = 0; i < _routers.Length; i++)
        {
            _routers[i] = Router.Create(new RouterSite(i, new RouterWiring(topology, i, spec), seed), spec, routing, _output);
        }

        _nodes = topology.Nodes.Select(_ => new NetworkInterface(spec)).ToArray();
        _received = new long[_nodes.Length];
        _entries = topology.Nodes.Select(n => Hop.ToRouter(n.InRouter, n.InPort)).ToArray();
        _exits = topology.Nodes.Select(n => Hop.ToRouter(n.OutRouter, n.OutPort)).ToArray();
        (_hops, _firstHop) = Hop.All(topology);
        (_activeRouters, _activeNodes) = (new ActiveSet(_routers.Length), new ActiveSet(_nodes.Length));
    }

    /// <summary>The last cycle in which something happened.</summary>
    public long Now { get; private set; } = -1;

    /// <summary>Packets that have not arrived completely.</summary>
    public int InFlight => _packets.Count;

    /// <summary>Flits that nodes have put on their links.</summary>
    public long InjectedFlits { get; private set; }

    /// <summary>Flits that have arrived, by node.</summary>
    public IReadOnlyList<long> ReceivedFlits => _received;

    /// <summary>Router steps done so far.</summary>
    public long Steps { get; private set; }

    public IReadOnlyList<Router> Routers => _routers;

    /// <summary>Puts a packet into its source's queue in the current cycle. For traffic sources.</summary>
    public void Offer(in Packet packet)
    {
        var slot = _packets.Add(packet);
        _nodes[packet.Source].Offer(new QueuedPacket(slot, packet.Destination, packet.Flits, packet.MessageClass));
        _activeNodes.Add(packet.Source);
    }

    /// <summary>Runs all cycles up to one; <see cref="Router.Never"/>: until nothing is left to do.</summary>
    /// <exception cref="NocDeadlockException">Packets are left that can never arrive.</exception>
    public void Run(ITrafficSource source, long until)
    {
        while (NextCycle(source) is var cycle && cycle != Router.Never && cycle <= until)
        {
            Now = cycle;
            _activeRouters.Advance();
            _activeNodes.Advance();
            if (source.NextCycle == cycle)
            {
                source.Emit(this);
            }

            Deliver(cycle);
            StepNodes(cycle);
            StepRouters(cycle);
        }

        if (InFlight > 0 && NextCycle(source) == Router.Never)
        {
            throw new NocDeadlockException($"{_topology.Name}: {InFlight} packets cannot move any more after cycle {Now}; first stuck router: {FirstStuck()}");
        }
    }

    /// <summary>All buffers are empty, all channels free and all credits back.</summary>
    public bool IsQuiet() => _flits.IsEmpty && _signals.IsEmpty && Array.TrueForAll(_routers, r => r.IsQuiet()) && Array.TrueForAll(_nodes, n => n.IsQuiet());

    /// <summary>The next cycle in which something happens if no packet comes; <see cref="Router.Never"/> if nothing does.</summary>
    public long NextActivity => _activeRouters.HasNext || _activeNodes.HasNext ? Now + 1 : Math.Min(_flits.Next(), _signals.Next());

    private long NextCycle(ITrafficSource source) =>
        _activeRouters.HasNext || _activeNodes.HasNext ? Now + 1 : Math.Min(NextActivity, source.NextCycle);

    private int FirstStuck() => Array.FindIndex(_routers, r => !r.IsQuiet());

    private void Deliver(long cycle)
    {
        foreach (ref readonly var arrival in _flits.Take(cycle))
        {
            var at = arrival.At;
            if (at.IsNode)
            {
                Receive(cycle, at.Node, arrival.Flit);
            }
            else
            {
                _routers[at.Router].Receive(at.Port, arrival.Flit);
                _activeRouters.Add(at.Router);
            }
        }

        foreach (ref readonly var signal in _signals.Take(cycle))
        {
            var at = signal.At;
            if (at.IsNode)
            {
                _nodes[at.Node].ReceiveCredit(signal.Vc);
                _activeNodes.Add(at.Node);
            }
            else if (signal.IsWake || _routers[at.Router].ReceiveCredit(at.Port, signal.Vc))
            {
                _activeRouters.Add(at.Router);
            }
        }
    }

    // A node takes every flit at once and returns its credit in the same cycle.
    private void Receive(long cycle, int node, in Flit flit)
    {
        _received[node]++;
        ref var packet = ref _packets[flit.Packet];
        var due = cycle + _spec.InterfaceLatency + 1 + _spec.CreditDelay;
        _signals.Add(due) = new Signal(_exits[node], flit.Vc, IsWake: false);
        _listener?.OnArrived(cycle, node, packet.Tag, flit);
        if (flit.IsHead)
        {
            packet.HeadArrived = cycle;
        }

        if (flit.IsTail)
        {
            (packet.TailArrived, packet.Routers, packet.ArrivalVc) = (cycle, flit.Hops, flit.Vc);
            _sink.OnArrived(packet);
            _packets.Remove(flit.Packet);
        }
    }

    private void StepNodes(long cycle)
    {
        while (_activeNodes.TryTake(out var node))
        {
            if (!_nodes[node].TrySend(out var flit))
            {
                continue;
            }

            InjectedFlits++;
            Note(cycle, flit);
            _listener?.OnSent(cycle, node, _packets[flit.Packet].Tag, flit);
            _flits.Add(cycle + _spec.InterfaceLatency + 1) = new FlitArrival(flit, _entries[node]);
            if (_nodes[node].Queued > 0)
            {
                _activeNodes.AddNext(node);
            }
        }
    }

    private void Note(long cycle, in Flit flit)
    {
        ref var packet = ref _packets[flit.Packet];
        if (flit.IsHead)
        {
            packet.HeadInjected = cycle;
        }

        if (flit.IsTail)
        {
            packet.TailInjected = cycle;
        }
    }

    private void StepRouters(long cycle)
    {
        while (_activeRouters.TryTake(out var router))
        {
            var next = _routers[router].Step(cycle);
            Steps++;
            Forward(cycle, router);
            if (next == cycle + 1)
            {
                _activeRouters.AddNext(router);
            }
            else if (next != Router.Never)
            {
                _signals.Add(next) = new Signal(Hop.ToRouter(router, 0), 0, IsWake: true);
            }
        }
    }

    private void Forward(long cycle, int router)
    {
        var first = _firstHop[router];
        foreach (ref readonly var send in _output.Sends)
        {
            _flits.Add(send.Arrival) = new FlitArrival(send.Flit, _hops[first + (2 * send.OutPort)]);
            _signals.Add(send.CreditDue) = new Signal(_hops[first + (2 * send.InPort) + 1], send.InVc, IsWake: false);
            _listener?.OnGranted(cycle, router, _packets[send.Flit.Packet].Tag, send);
        }
    }
}
