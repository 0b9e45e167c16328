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

    // By channel, as many as the routing gives at most: the ways on and the output channels that belong to them.
    private readonly RouteOption[] _options;
    private readonly ulong[] _masks;
    private readonly Queue<(int Channel, long Due)> _routes = new();
    private readonly Allocator _vcAllocator;

    // Who gets an output channel in this cycle, and which.
    private readonly ulong[] _takers;
    private readonly int[] _taken;
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
        var first = channel * _table.MostOptions;
        var count = _table.Find(head, _portOf[channel], _options.AsSpan(first, _table.MostOptions), ref _random);
        for (var i = first; i < first + count; i++)
        {
            _masks[i] = _table.Mask(_options[i].Class, head.MessageClass);
        }

        ref var state = ref _states[channel];
        state.OptionCount = (byte)count;
        state.Stage = ChannelStage.Waiting;
        Bits.Set(_waiting, 0, channel);
    }

    // A head that is the only one to ask at its output port gets its channel directly; the others meet in the allocator.
    private bool AllocateChannels()
    {
        var (once, more) = CountRequests();
        if ((once | more) == 0)
        {
            return false;
        }

        var isContended = false;
        for (var w = 0; w < _waiting.Length; w++)
        {
            for (var rest = _waiting[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var option = channel * _table.MostOptions;
                var port = _options[option].Port;
                if (_table.IsAdaptive || ((more >> port) & 1) != 0)
                {
                    isContended |= RequestChannels(channel);
                }
                else if ((_masks[option] & _outputs.Free(port)) is var free && free != 0)
                {
                    Grant(channel, _vcAllocator.MatchAlone(channel, port * _channels, free));
                }
            }
        }

        if (isContended)
        {
            ContendForChannels();
        }

        return true;
    }

    // Output ports with one and with several heads.
    private (ulong Once, ulong More) CountRequests()
    {
        var (once, more) = (0UL, 0UL);
        for (var w = 0; w < _waiting.Length; w++)
        {
            for (var rest = _waiting[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var bit = 1UL << _options[channel * _table.MostOptions].Port;
                more |= once & bit;
                once |= bit;
            }
        }

        return (once, more);
    }

    // Channels without credits are asked for too.
    private bool RequestChannels(int channel)
    {
        var (any, first) = (false, channel * _table.MostOptions);
        for (var i = first; i < first + _states[channel].OptionCount; i++)
        {
            var (port, routingClass) = _options[i];
            var isEscape = _table.IsAdaptive && routingClass < _table.EscapeClasses;
            for (var free = _masks[i] & _outputs.Free(port); free != 0; free &= free - 1)
            {
                any = true;
                _vcAllocator.Request(channel, (port * _channels) + BitOperations.TrailingZeroCount(free), isEscape, isLowForOutput: false);
            }
        }

        return any;
    }

    private void ContendForChannels()
    {
        _vcAllocator.Allocate();
        var matched = _vcAllocator.Matched;
        for (var w = 0; w < matched.Length; w++)
        {
            for (var rest = matched[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                Grant(channel, _vcAllocator.OutputOf(channel));
            }
        }
    }

    private void Grant(int channel, int output)
    {
        Bits.Set(_takers, 0, channel);
        _taken[channel] = output;
    }

    private void TakeChannels()
    {
        for (var w = 0; w < _takers.Length; w++)
        {
            for (var rest = _takers[w]; rest != 0; rest &= rest - 1)
            {
                Take((w << 6) + BitOperations.TrailingZeroCount(rest));
            }

            _waiting[w] &= ~_takers[w];
            _takers[w] = 0;
        }
    }

    private void Take(int channel)
    {
        var output = _taken[channel];
        var (port, vc) = (_portOf[output], _vcOf[output]);
        _outputs.Take(port, vc, channel);
        _states[channel] = new ChannelState(ChannelStage.Active, port, vc, ClassOf(channel, port, vc));
        if (_outputs.HasCredit(port, vc))
        {
            Bits.Set(_ready, 0, channel);
        }
    }

    private sbyte ClassOf(int channel, int port, int vc)
    {
        var i = channel * _table.MostOptions;
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
