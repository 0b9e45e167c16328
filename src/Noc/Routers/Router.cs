using System.Numerics;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>
/// An input-queued router with virtual channels, wormhole flow and credits. Its host gives it the flits and credits of a cycle and then one
/// <see cref="Step"/>; what it sends carries the cycle of its arrival. A cycle without arrivals in which nothing was announced needs no step.
/// </summary>
public sealed partial class Router
{
    public const long Never = long.MaxValue;

    private readonly RouterSpec _spec;
    private readonly RouteTable _table;
    private readonly int _channels;
    private readonly int _depth;
    private readonly int _mostOptions;
    private readonly Flit[] _flits;
    private readonly InputChannel[] _inputs;
    private readonly RouterPort[] _ports;
    private readonly OutputChannels _outputs;
    private readonly RouterOutput _sends;

    // A credit can do more than let a flit go: a channel becomes free by it, or worth a bid.
    private readonly bool _mayFreeByCredit;
    private SplitMix _random;

    /// <param name="sends">Where steps put what they send; routers that are stepped one after the other may share it.</param>
    /// <param name="seed">Of the router's own draws (routes that are not determined).</param>
    public Router(int id, RouterSpec spec, NocRouting routing, RouterWiring wiring, RouterOutput sends, ulong seed)
    {
        (_spec, _sends) = (spec, sends);
        (_channels, _depth, _mostOptions) = (spec.VirtualChannels, spec.BufferFlits, routing.MostOptions);
        _random = SplitMix.Stream(seed, id);
        _table = new RouteTable(id, routing, spec);
        var (ports, inputs) = (wiring.Ports, wiring.Ports * _channels);
        _mayFreeByCredit = spec.WaitsForTailCredit || spec.IsSpeculative;
        _flits = new Flit[inputs * _depth];
        _outputs = new OutputChannels(ports, spec);
        _words = Bits.Words(inputs);
        _sets = new ulong[SetCount * _words];
        _inputs = new InputChannel[inputs];
        _ports = new RouterPort[ports];
        for (var channel = 0; channel < inputs; channel++)
        {
            _inputs[channel] = new InputChannel { Port = (byte)(channel / _channels), Vc = (byte)(channel % _channels) };
        }

        for (var port = 0; port < ports; port++)
        {
            _ports[port] = new RouterPort { LastSend = -1, FlitCycles = wiring.FlitCycles[port], CreditCycles = wiring.CreditCycles[port] };
        }

        _choices = new RouteChoice[inputs * _mostOptions];
        _vcAllocator = Allocator.Create(spec, inputs, inputs);
        _switchAllocator = Allocator.Create(spec, ports, ports);
        _candidates = new byte[ports * ports];
        (_routeStage, _switchStage) = (new BlockingStage(spec.RoutingDelay), new BlockingStage(spec.SwitchTraversal));
    }

    /// <summary>Flits sent so far, by output port.</summary>
    public IEnumerable<long> Sent => _ports.Select(p => p.SentFlits);

    /// <summary>A flit is in the buffer from this cycle on.</summary>
    /// <exception cref="InvalidOperationException">The sender ignored its credits.</exception>
    public void Receive(int port, in Flit flit)
    {
        var channel = (port * _channels) + flit.Vc;
        ref var input = ref _inputs[channel];
        if (input.Count == _depth)
        {
            throw new InvalidOperationException($"port {port}, channel {flit.Vc}: packet {flit.Packet} was sent without a credit");
        }

        var at = input.Front + input.Count++;
        _flits[(channel * _depth) + (at < _depth ? at : at - _depth)] = flit;
        if (input.Stage == ChannelStage.Idle)
        {
            input.Stage = ChannelStage.Routing;
            Add(Fresh, channel);
        }
        else if (input.Stage == ChannelStage.Active && input.Count == 1 && _outputs.HasCredit(input.OutPort, input.OutVc))
        {
            Add(Ready, channel);
        }
    }

    /// <summary>A credit for an output port can be used from this cycle on.</summary>
    /// <returns>Whether that could change anything in this cycle: if not, no step is needed.</returns>
    public bool ReceiveCredit(int port, int vc)
    {
        var owner = _outputs.Return(port, vc);
        if (owner >= 0)
        {
            var canSend = _inputs[owner].Count > 0 && !Has(Held, owner);
            if (canSend)
            {
                Add(Ready, owner);
            }

            return canSend;
        }

        return _mayFreeByCredit && !IsEmpty(Waiting);
    }

    /// <summary>One cycle, after its arrivals. Stages are evaluated on the state at its start and then applied.</summary>
    /// <returns>The next cycle in which a step is needed even if nothing arrives; <see cref="Never"/> if none is.</returns>
    public long Step(long cycle)
    {
        _sends.Clear();
        RouteHeads(cycle);
        var hasTakers = AllocateChannels();
        var hasWinners = AllocateSwitch();
        if (hasTakers)
        {
            TakeChannels();
        }

        if (_heldInputs != 0)
        {
            UseHeld(cycle);
        }

        if (hasWinners)
        {
            UseGrants(cycle);
        }

        if (HasWork())
        {
            return cycle + 1;
        }

        return _routes.Count > 0 ? _routes.Peek().Due : Never;
    }

    /// <summary>Nothing is buffered, no channel is held and all credits are back.</summary>
    public bool IsQuiet()
    {
        for (var port = 0; port < _ports.Length; port++)
        {
            if (!_outputs.IsQuiet(port))
            {
                return false;
            }
        }

        return Array.TrueForAll(_inputs, i => i.Stage == ChannelStage.Idle);
    }

    // Whether the next cycle could change anything: a request that can be made then, or a head that has come to the front.
    private bool HasWork()
    {
        for (var w = 0; w < _words; w++)
        {
            if ((Word(Ready, w) | Word(Held, w) | Word(Fresh, w)) != 0)
            {
                return true;
            }

            for (var rest = Word(Waiting, w); rest != 0; rest &= rest - 1)
            {
                if (HasFreeOption((w << 6) + BitOperations.TrailingZeroCount(rest)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool HasFreeOption(int channel)
    {
        foreach (ref readonly var choice in Choices(channel))
        {
            if ((choice.Mask & _outputs.Free(choice.Option.Port)) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
