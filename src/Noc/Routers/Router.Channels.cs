using System.Numerics;
using ActorSim.Noc.Routers.Allocation;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>Routes of heads and their output virtual channels.</summary>
public sealed partial class Router
{
    // Sets of input channels, numbered port * channels + vc. Fresh: a head has come to the front; waiting: for an output channel;
    // ready: has an output channel, a flit and a credit; held: has the switch from the cycle before.
    private readonly ulong[] _fresh;
    private readonly ulong[] _waiting;
    private readonly ulong[] _ready;
    private readonly ulong[] _held;
    private readonly ChannelState[] _states;

    // By channel, routing.MostOptions each: the ways on and the output channels that belong to them.
    private readonly RouteOption[] _options;
    private readonly ulong[] _masks;
    private readonly Queue<(int Channel, long Due)> _routes;
    private readonly Allocator _vcAllocator;
    private BlockingStage _routeStage;

    private void RouteHeads(long cycle)
    {
        while (_routes.Count > 0 && _routes.Peek().Due <= cycle)
        {
            Route(_routes.Dequeue().Channel);
        }

        for (var w = 0; w < _fresh.Length; w++)
        {
            for (var rest = _fresh[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                if (_spec.RoutingDelay == 0)
                {
                    Route(channel);
                }
                else
                {
                    _routes.Enqueue((channel, _routeStage.Enter(cycle) + 1));
                }
            }

            _fresh[w] = 0;
        }
    }

    private void Route(int channel)
    {
        ref readonly var head = ref _buffers.Front(channel);
        var first = channel * _routing.MostOptions;
        var options = _options.AsSpan(first, _routing.MostOptions);
        var count = _routing.Options(_id, channel / _channels, head.RoutingClass, head.Destination, options);
        if (count == 0)
        {
            throw new InvalidOperationException($"router {_id}: no way to node {head.Destination}");
        }

        if (count > 1 && !_routing.IsAdaptive)
        {
            options[0] = options[_random.Below(count)];
            count = 1;
        }

        for (var i = 0; i < count; i++)
        {
            var range = _routing.Range(options[i].Class, _spec.ClassChannels);
            _masks[first + i] = range.Shift(head.MessageClass * _spec.ClassChannels).Mask;
        }

        _states[channel].OptionCount = (byte)count;
        _states[channel].Stage = ChannelStage.Waiting;
        Bits.Set(_waiting, 0, channel);
    }

    private void AllocateChannels()
    {
        var any = false;
        for (var w = 0; w < _waiting.Length; w++)
        {
            for (var rest = _waiting[w]; rest != 0; rest &= rest - 1)
            {
                any |= RequestChannels((w << 6) + BitOperations.TrailingZeroCount(rest));
            }
        }

        if (any)
        {
            _vcAllocator.Allocate();
        }
        else
        {
            _vcAllocator.Forget();
        }
    }

    // Channels without credits are asked for too.
    private bool RequestChannels(int channel)
    {
        var (any, first) = (false, channel * _routing.MostOptions);
        for (var i = first; i < first + _states[channel].OptionCount; i++)
        {
            var (port, routingClass) = _options[i];
            var isEscape = _routing.IsAdaptive && routingClass < _routing.EscapeClasses;
            for (var free = _masks[i] & _outputs.Free(port); free != 0; free &= free - 1)
            {
                any = true;
                _vcAllocator.Request(channel, (port * _channels) + BitOperations.TrailingZeroCount(free), isEscape, isLowForOutput: false);
            }
        }

        return any;
    }

    private void TakeChannels()
    {
        var matched = _vcAllocator.Matched;
        for (var w = 0; w < matched.Length; w++)
        {
            for (var rest = matched[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var (port, vc) = Math.DivRem(_vcAllocator.OutputOf(channel), _channels);
                _outputs.Take(port, vc, channel);
                _states[channel] = new ChannelState(ChannelStage.Active, (byte)port, (byte)vc, ClassOf(channel, port, vc));
                Bits.Clear(_waiting, channel);
                if (_outputs.HasCredit(port, vc))
                {
                    Bits.Set(_ready, 0, channel);
                }
            }
        }
    }

    private sbyte ClassOf(int channel, int port, int vc)
    {
        var i = channel * _routing.MostOptions;
        while (_options[i].Port != port || (_masks[i] & (1UL << vc)) == 0)
        {
            i++;
        }

        return _options[i].Class;
    }

    private enum ChannelStage : byte
    {
        Idle,
        Routing,
        Waiting,
        Active,
    }

    private record struct ChannelState(ChannelStage Stage, byte OutPort, byte OutVc, sbyte OutClass)
    {
        public byte OptionCount { get; set; }
    }
}
