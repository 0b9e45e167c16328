using System.Numerics;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>The rule in full: every option, with requests and grants as an allocator sees them.</summary>
internal sealed partial class AllocatingRouter : Router
{
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

    public AllocatingRouter(RouterSite site, RouterSpec spec, NocRouting routing, RouterOutput sends)
    {
        (_spec, _sends) = (spec, sends);
        (_channels, _depth, _mostOptions) = (spec.VirtualChannels, spec.BufferFlits, routing.MostOptions);
        _random = SplitMix.Stream(site.Seed, site.Id);
        _table = new RouteTable(site.Id, routing, spec);
        var wiring = site.Wiring;
        var (ports, inputs) = (wiring.Ports, wiring.Ports * _channels);
        _mayFreeByCredit = spec.WaitsForTailCredit || spec.IsSpeculative;
        _flits = new Flit[inputs * _depth];
        _outputs = new OutputChannels(ports, spec);
        _sets = new ChannelSets[Bits.Words(inputs)];
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
        _vcAllocator = Allocator.Create(spec, sends.Scratch(inputs, inputs));
        _switchAllocator = Allocator.Create(spec, sends.Scratch(ports, ports));
        _candidates = new byte[ports * ports];
        (_routeStage, _switchStage) = (new BlockingStage(spec.RoutingDelay), new BlockingStage(spec.SwitchTraversal));
    }

    public override IEnumerable<long> Sent => _ports.Select(p => p.SentFlits);

    public override void Receive(int port, in Flit flit)
    {
        var channel = (port * _channels) + flit.Vc;
        ref var input = ref _inputs[channel];
        if (input.Count == _depth)
        {
            throw new InvalidOperationException($"port {port}, channel {flit.Vc}: packet {flit.Packet} was sent without a credit");
        }

        var at = input.Front + input.Count++;
        _flits[((at < _depth ? at : at - _depth) * _inputs.Length) + channel] = flit;
        if (input.Stage == ChannelStage.Idle)
        {
            input.Stage = ChannelStage.Routing;
            _sets[channel >> 6].Fresh |= 1UL << channel;
        }
        else if (input.Stage == ChannelStage.Active && input.Count == 1 && _outputs.HasCredit(input.OutPort, input.OutVc))
        {
            _sets[channel >> 6].Ready |= 1UL << channel;
        }
    }

    public override bool ReceiveCredit(int port, int vc)
    {
        var owner = _outputs.Return(port, vc);
        if (owner >= 0)
        {
            var canSend = _inputs[owner].Count > 0 && ((_sets[owner >> 6].Held >> owner) & 1) == 0;
            if (canSend)
            {
                _sets[owner >> 6].Ready |= 1UL << owner;
            }

            return canSend;
        }

        return _mayFreeByCredit && AnyWaiting();
    }

    public override long Step(long cycle)
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

    public override bool IsQuiet()
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
        for (var w = 0; w < _sets.Length; w++)
        {
            if ((_sets[w].Ready | _sets[w].Held | _sets[w].Fresh) != 0)
            {
                return true;
            }

            for (var rest = _sets[w].Waiting; rest != 0; rest &= rest - 1)
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
            if ((_table.Mask(choice.Group) & _outputs.Free(choice.Option.Port)) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
