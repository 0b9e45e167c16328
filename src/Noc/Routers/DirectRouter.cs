using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>
/// The usual router, in few words of memory: routes computed one router ahead, iSLIP of one iteration, at most 64 input channels, one way on per head.
/// Every output port has the sets of those who wait for its channels and for the switch, so that a grant is the first bit after a pointer. The same
/// cycles, pointers and order as <see cref="AllocatingRouter"/>.
/// </summary>
internal sealed partial class DirectRouter : Router
{
    private const int MostInputs = 64;
    private const int MostDepth = byte.MaxValue;
    private readonly int _inputs;
    private readonly int _channels;
    private readonly int _depth;

    // The first places of all channels, then the second ones: short queues stay in few lines.
    private readonly Flit[] _flits;
    private readonly DirectInput[] _queues;
    private readonly DirectOutput[] _outputs;
    private readonly DirectPort[] _ports;
    private readonly RouteTable _table;
    private readonly RouterOutput _sends;
    private readonly bool _draws;

    // Heads that came to the front, where routes are drawn: in the order of channels, not of arrival.
    private ulong _fresh;

    // Output ports with someone who waits for a channel, and with someone who is ready for the switch.
    private ulong _waitingPorts;
    private ulong _readyPorts;
    private BlockingStage _switchStage;
    private SplitMix _random;

    public DirectRouter(RouterSite site, RouterSpec spec, NocRouting routing, RouterOutput sends)
    {
        (_channels, _depth, _inputs, _sends) = (spec.VirtualChannels, spec.BufferFlits, site.Wiring.Ports * spec.VirtualChannels, sends);
        _table = new RouteTable(site.Id, routing, spec);
        _draws = routing.MostOptions > 1;
        _random = SplitMix.Stream(site.Seed, site.Id);
        _switchStage = new BlockingStage(spec.SwitchTraversal);
        _flits = new Flit[_inputs * _depth];
        _queues = new DirectInput[_inputs];
        _outputs = new DirectOutput[_inputs];
        _ports = new DirectPort[site.Wiring.Ports];
        for (var channel = 0; channel < _inputs; channel++)
        {
            _queues[channel].Port = (byte)(channel / _channels);
            _outputs[channel] = new DirectOutput { Credits = (byte)_depth, Owner = DirectOutput.Nobody };
        }

        var all = ulong.MaxValue >> (64 - _channels);
        for (var port = 0; port < _ports.Length; port++)
        {
            _ports[port] = new DirectPort
            {
                LastSend = -1,
                FlitCycles = site.Wiring.FlitCycles[port],
                CreditCycles = site.Wiring.CreditCycles[port],
                Free = all,
                Credited = all,
            };
        }
    }

    public override IEnumerable<long> Sent => _ports.Select(p => p.SentFlits);

    /// <summary>Whether this router does all that is asked for.</summary>
    public static bool Fits(RouterSite site, RouterSpec spec, NocRouting routing) =>
        spec is { Allocator: AllocatorKind.Islip, Iterations: 1, RoutingDelay: 0, IsSpeculative: false, HoldsSwitch: false, WaitsForTailCredit: false }
        && !spec.IsInFull && site.Wiring.Ports * spec.VirtualChannels <= MostInputs && spec.BufferFlits <= MostDepth && !routing.IsAdaptive;

    public override void Receive(int port, in Flit flit)
    {
        var channel = (port * _channels) + flit.Vc;
        ref var queue = ref _queues[channel];
        if (queue.Count == _depth)
        {
            throw new InvalidOperationException($"port {port}, channel {flit.Vc}: packet {flit.Packet} was sent without a credit");
        }

        var at = queue.Front + queue.Count;
        _flits[((at < _depth ? at : at - _depth) * _inputs) + channel] = flit;
        if (++queue.Count > 1)
        {
            return;
        }

        if (queue.HasRoute)
        {
            MakeReady(channel, queue);
        }
        else if (_draws)
        {
            _fresh |= 1UL << channel;
        }
        else
        {
            Route(channel, ref queue, flit);
        }
    }

    public override bool ReceiveCredit(int port, int vc)
    {
        ref var output = ref _outputs[(port * _channels) + vc];
        if (++output.Credits > _depth)
        {
            throw new InvalidOperationException($"output port {port}, channel {vc}: more credits came back than flits were sent");
        }

        _ports[port].Credited |= 1UL << vc;
        if (output.Owner == DirectOutput.Nobody || _queues[output.Owner].Count == 0)
        {
            return false;
        }

        _ports[port].Ready |= 1UL << output.Owner;
        _readyPorts |= 1UL << port;
        return true;
    }

    public override long Step(long cycle)
    {
        _sends.Clear();
        for (; _fresh != 0; _fresh &= _fresh - 1)
        {
            var channel = BitOperations.TrailingZeroCount(_fresh);
            RouteFront(channel, ref _queues[channel]);
        }

        var winners = _readyPorts != 0 ? GrantSwitch() : 0;
        for (var rest = _waitingPorts; rest != 0; rest &= rest - 1)
        {
            GrantChannels(BitOperations.TrailingZeroCount(rest));
        }

        for (; winners != 0; winners &= winners - 1)
        {
            Leave(BitOperations.TrailingZeroCount(winners), cycle);
        }

        return (_readyPorts | _fresh) != 0 || (_waitingPorts != 0 && CanGrant()) ? cycle + 1 : Never;
    }

    public override bool IsQuiet()
    {
        var all = ulong.MaxValue >> (64 - _channels);
        return Array.TrueForAll(_queues, q => q.Count == 0 && !q.HasRoute) && Array.TrueForAll(_ports, p => p.Free == all)
            && Array.TrueForAll(_outputs, o => o.Credits == _depth);
    }

    private void ComeToFront(int channel, ref DirectInput queue)
    {
        if (_draws)
        {
            _fresh |= 1UL << channel;
        }
        else
        {
            RouteFront(channel, ref queue);
        }
    }

    private void RouteFront(int channel, ref DirectInput queue) => Route(channel, ref queue, _flits[(queue.Front * _inputs) + channel]);

    private void Route(int channel, ref DirectInput queue, in Flit head)
    {
        var option = _table.One(head, queue.Port, ref _random);
        (queue.OutPort, queue.OutClass, queue.HasRoute) = (option.Port, option.Class, true);
        queue.Group = (byte)_table.Group(option.Class, head.MessageClass);
        queue.OutVc = DirectInput.NoChannel;
        _ports[option.Port].Waiting |= 1UL << channel;
        _waitingPorts |= 1UL << option.Port;
    }

    // Body flits of a packet that has its output channel.
    private void MakeReady(int channel, DirectInput queue)
    {
        if (queue.OutVc != DirectInput.NoChannel && ((_ports[queue.OutPort].Credited >> queue.OutVc) & 1) != 0)
        {
            _ports[queue.OutPort].Ready |= 1UL << channel;
            _readyPorts |= 1UL << queue.OutPort;
        }
    }

    // Whether a head waits for a channel that is free now.
    private bool CanGrant()
    {
        for (var ports = _waitingPorts; ports != 0; ports &= ports - 1)
        {
            ref readonly var port = ref _ports[BitOperations.TrailingZeroCount(ports)];
            for (var rest = port.Waiting; rest != 0 && port.Free != 0; rest &= rest - 1)
            {
                if ((_table.Mask(_queues[BitOperations.TrailingZeroCount(rest)].Group) & port.Free) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The lowest member at or after a place, else the lowest of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstFrom(ulong set, int from)
    {
        var after = set & (ulong.MaxValue << from);
        return BitOperations.TrailingZeroCount(after != 0 ? after : set);
    }
}
