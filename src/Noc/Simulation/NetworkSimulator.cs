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
    private readonly PortEnd[][] _outputs;
    private readonly PortEnd[][] _inputs;
    private readonly RouterOutput _output = new();
    private readonly EventWheel _wheel = new();
    private readonly PacketTable _packets = new();
    private readonly ActiveSet _activeRouters;
    private readonly ActiveSet _activeNodes;

    /// <param name="routing">Checked to be free of deadlock on this topology (<see cref="Verification.DependenceCheck"/>).</param>
    public NetworkSimulator(NocTopology topology, NocRouting routing, RouterSpec spec, ulong seed, IPacketSink sink, IFlitListener? listener = null)
    {
        (_topology, _spec, _sink, _listener) = (topology, spec, sink, listener);
        _routers = new Router[topology.RouterCount];
        for (var i = 0; i < _routers.Length; i++)
        {
            _routers[i] = new Router(i, spec, routing, new RouterWiring(topology, i, spec), _output, seed);
        }

        _nodes = topology.Nodes.Select(_ => new NetworkInterface(spec)).ToArray();
        _outputs = Enumerable.Range(0, _routers.Length).Select(r => topology.Outputs(r).ToArray()).ToArray();
        _inputs = Enumerable.Range(0, _routers.Length).Select(r => topology.Inputs(r).ToArray()).ToArray();
        (_activeRouters, _activeNodes) = (new ActiveSet(_routers.Length), new ActiveSet(_nodes.Length));
    }

    /// <summary>The last cycle in which something happened.</summary>
    public long Now { get; private set; } = -1;

    /// <summary>Packets that have not arrived completely.</summary>
    public int InFlight => _packets.Count;

    /// <summary>Flits that nodes have put on their links.</summary>
    public long InjectedFlits { get; private set; }

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
    public bool IsQuiet() => _wheel.Count == 0 && Array.TrueForAll(_routers, r => r.IsQuiet()) && Array.TrueForAll(_nodes, n => n.IsQuiet());

    private long NextCycle(ITrafficSource source) =>
        _activeRouters.HasNext || _activeNodes.HasNext ? Now + 1 : Math.Min(_wheel.Next(), source.NextCycle);

    private int FirstStuck() => Array.FindIndex(_routers, r => !r.IsQuiet());

    private void Deliver(long cycle)
    {
        foreach (ref readonly var arrival in _wheel.Take(cycle))
        {
            switch (arrival.Kind)
            {
                case ArrivalKind.FlitAtRouter:
                    _routers[arrival.Target].Receive(arrival.Port, arrival.Flit);
                    _activeRouters.Add(arrival.Target);
                    break;
                case ArrivalKind.CreditAtRouter:
                    _routers[arrival.Target].ReceiveCredit(arrival.Port, arrival.Vc);
                    _activeRouters.Add(arrival.Target);
                    break;
                case ArrivalKind.FlitAtNode:
                    Receive(cycle, arrival.Target, arrival.Flit);
                    break;
                case ArrivalKind.CreditAtNode:
                    _nodes[arrival.Target].ReceiveCredit(arrival.Vc);
                    _activeNodes.Add(arrival.Target);
                    break;
                default:
                    _activeRouters.Add(arrival.Target);
                    break;
            }
        }
    }

    // A node takes every flit at once and returns its credit in the same cycle.
    private void Receive(long cycle, int node, in Flit flit)
    {
        ref var packet = ref _packets[flit.Packet];
        var place = _topology.Nodes[node];
        var due = cycle + _spec.InterfaceLatency + 1 + _spec.CreditDelay;
        _wheel.Add(due, new Arrival(ArrivalKind.CreditAtRouter, (byte)place.OutPort, flit.Vc, place.OutRouter, default));
        _listener?.OnArrived(cycle, node, packet.Tag, flit);
        if (flit.IsHead)
        {
            packet = packet with { HeadArrived = cycle };
        }

        if (flit.IsTail)
        {
            _sink.OnArrived(packet with { TailArrived = cycle, Routers = flit.Hops, ArrivalVc = flit.Vc });
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
            var place = _topology.Nodes[node];
            _wheel.Add(cycle + _spec.InterfaceLatency + 1, new Arrival(ArrivalKind.FlitAtRouter, (byte)place.InPort, flit.Vc, place.InRouter, flit));
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
            packet = packet with { HeadInjected = cycle };
        }

        if (flit.IsTail)
        {
            packet = packet with { TailInjected = cycle };
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
                _wheel.Add(next, new Arrival(ArrivalKind.Wake, 0, 0, router, default));
            }
        }
    }

    private void Forward(long cycle, int router)
    {
        foreach (ref readonly var send in _output.Flits)
        {
            var end = _outputs[router][send.Port];
            if (end.Node >= 0)
            {
                _wheel.Add(send.Arrival, new Arrival(ArrivalKind.FlitAtNode, 0, send.Flit.Vc, end.Node, send.Flit));
            }
            else
            {
                var link = _topology.Links[end.Link];
                _wheel.Add(send.Arrival, new Arrival(ArrivalKind.FlitAtRouter, (byte)link.ToPort, send.Flit.Vc, link.To, send.Flit));
            }
        }

        foreach (ref readonly var credit in _output.Credits)
        {
            var end = _inputs[router][credit.Port];
            if (end.Node >= 0)
            {
                _wheel.Add(credit.Due, new Arrival(ArrivalKind.CreditAtNode, 0, (byte)credit.Vc, end.Node, default));
            }
            else
            {
                var link = _topology.Links[end.Link];
                _wheel.Add(credit.Due, new Arrival(ArrivalKind.CreditAtRouter, (byte)link.FromPort, (byte)credit.Vc, link.From, default));
            }
        }

        if (_listener is not null)
        {
            foreach (ref readonly var grant in _output.Grants)
            {
                _listener.OnGranted(cycle, router, _packets[grant.Flit.Packet].Tag, grant);
            }
        }
    }
}
