using System.Numerics;
using ActorSim.Noc.Routers.Allocation;
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
    private readonly RouterWiring _wiring;
    private readonly int _channels;
    private readonly byte[] _portOf;
    private readonly byte[] _vcOf;
    private readonly InputBuffers _buffers;
    private readonly OutputChannels _outputs;
    private readonly RouterOutput _sends;
    private readonly long[] _sent;

    // A credit can do more than let a flit go: a channel becomes free by it, or worth a bid.
    private readonly bool _mayFreeByCredit;
    private SplitMix _random;

    /// <param name="sends">Where steps put what they send; routers that are stepped one after the other may share it.</param>
    /// <param name="seed">Of the router's own draws (routes that are not determined).</param>
    public Router(int id, RouterSpec spec, NocRouting routing, RouterWiring wiring, RouterOutput sends, ulong seed)
    {
        (_spec, _wiring, _sends) = (spec, wiring, sends);
        _channels = spec.VirtualChannels;
        _random = SplitMix.Stream(seed, id);
        _table = new RouteTable(id, routing, spec);
        var (ports, inputs) = (wiring.Ports, wiring.Ports * _channels);
        _portOf = Enumerable.Range(0, inputs).Select(c => (byte)(c / _channels)).ToArray();
        _vcOf = Enumerable.Range(0, inputs).Select(c => (byte)(c % _channels)).ToArray();
        _mayFreeByCredit = spec.WaitsForTailCredit || spec.IsSpeculative;
        _buffers = new InputBuffers(inputs, spec.BufferFlits);
        _outputs = new OutputChannels(ports, spec);
        var words = Bits.Words(inputs);
        (_fresh, _waiting, _ready, _held) = (new ulong[words], new ulong[words], new ulong[words], new ulong[words]);
        (_takers, _winners) = (new ulong[words], new ulong[words]);
        _states = new ChannelState[inputs];
        _options = new RouteOption[inputs * routing.MostOptions];
        _masks = new ulong[inputs * routing.MostOptions];
        _taken = new int[inputs];
        _vcAllocator = Allocator.Create(spec, inputs, inputs);
        _switchAllocator = Allocator.Create(spec, ports, ports);
        (_nextVc, _asked, _candidates, _wonOutput) = (new int[ports], new ulong[ports], new byte[ports * ports], new byte[ports]);
        (_sent, _lastSend) = (new long[ports], new long[ports]);
        Array.Fill(_lastSend, -1);
        (_routeStage, _switchStage) = (new BlockingStage(spec.RoutingDelay), new BlockingStage(spec.SwitchTraversal));
    }

    /// <summary>Flits sent so far, by output port.</summary>
    public IReadOnlyList<long> Sent => _sent;

    /// <summary>A flit is in the buffer from this cycle on.</summary>
    public void Receive(int port, in Flit flit)
    {
        var channel = (port * _channels) + flit.Vc;
        _buffers.Push(channel, flit);
        ref var state = ref _states[channel];
        if (state.Stage == ChannelStage.Idle)
        {
            state.Stage = ChannelStage.Routing;
            Bits.Set(_fresh, 0, channel);
        }
        else if (state.Stage == ChannelStage.Active && _buffers.Count(channel) == 1 && _outputs.HasCredit(state.OutPort, state.OutVc))
        {
            Bits.Set(_ready, 0, channel);
        }
    }

    /// <summary>A credit for an output port can be used from this cycle on.</summary>
    /// <returns>Whether that could change anything in this cycle: if not, no step is needed.</returns>
    public bool ReceiveCredit(int port, int vc)
    {
        var owner = _outputs.Return(port, vc);
        if (owner >= 0)
        {
            if (_buffers.Count(owner) > 0 && !Bits.Has(_held, owner))
            {
                Bits.Set(_ready, 0, owner);
                return true;
            }

            return false;
        }

        return _mayFreeByCredit && !Bits.IsEmpty(_waiting);
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
        for (var port = 0; port < _wiring.Ports; port++)
        {
            if (!_outputs.IsQuiet(port))
            {
                return false;
            }
        }

        return Array.TrueForAll(_states, s => s.Stage == ChannelStage.Idle);
    }

    // Whether the next cycle could change anything: a request that can be made then, or a head that has come to the front.
    private bool HasWork()
    {
        for (var w = 0; w < _ready.Length; w++)
        {
            if ((_ready[w] | _held[w] | _fresh[w]) != 0)
            {
                return true;
            }

            for (var rest = _waiting[w]; rest != 0; rest &= rest - 1)
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
        var first = channel * _table.MostOptions;
        for (var i = first; i < first + _states[channel].OptionCount; i++)
        {
            if ((_masks[i] & _outputs.Free(_options[i].Port)) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
