using System.Numerics;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>Routes of heads and their output virtual channels.</summary>
public sealed partial class Router
{
    private readonly Queue<(int Channel, long Due)> _routes = new();
    private readonly Allocator _vcAllocator;
    private BlockingStage _routeStage;

    private void RouteHeads(long cycle)
    {
        while (_routes.Count > 0 && _routes.Peek().Due <= cycle)
        {
            Route(_routes.Dequeue().Channel);
        }

        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Fresh, w); rest != 0; rest &= rest - 1)
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

            Word(Fresh, w) = 0;
        }
    }

    private void Route(int channel)
    {
        ref var input = ref _inputs[channel];
        ref readonly var head = ref _flits[(channel * _depth) + input.Front];
        Span<RouteOption> options = stackalloc RouteOption[_mostOptions];
        var count = _table.Find(head, input.Port, options, ref _random);
        var first = channel * _mostOptions;
        for (var i = 0; i < count; i++)
        {
            _choices[first + i] = new RouteChoice(_table.Mask(options[i].Class, head.MessageClass), options[i]);
        }

        input.OptionCount = (byte)count;
        input.Stage = ChannelStage.Waiting;
        Add(Waiting, channel);
    }

    // A head that is the only one to ask at its output port gets its channel directly; the others meet in the allocator.
    private bool AllocateChannels()
    {
        var (once, more) = CountRequests();
        if (once == 0)
        {
            return false;
        }

        var isContended = false;
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Waiting, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                ref readonly var choice = ref _choices[channel * _mostOptions];
                var port = choice.Option.Port;
                if (_table.IsAdaptive || ((more >> port) & 1) != 0)
                {
                    isContended |= RequestChannels(channel);
                }
                else if ((choice.Mask & _outputs.Free(port)) is var free && free != 0)
                {
                    Grant(channel, port, _vcAllocator.MatchAlone(channel, port * _channels, free) - (port * _channels));
                }
            }
        }

        if (isContended)
        {
            ContendForChannels();
        }

        return true;
    }

    // Output ports with a head, and those with several.
    private (ulong Once, ulong More) CountRequests()
    {
        var (once, more) = (0UL, 0UL);
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Waiting, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var bit = 1UL << _choices[channel * _mostOptions].Option.Port;
                more |= once & bit;
                once |= bit;
            }
        }

        return (once, more);
    }

    // Channels without credits are asked for too.
    private bool RequestChannels(int channel)
    {
        var any = false;
        foreach (ref readonly var choice in Choices(channel))
        {
            var (port, routingClass) = choice.Option;
            var isEscape = _table.IsAdaptive && routingClass < _table.EscapeClasses;
            for (var free = choice.Mask & _outputs.Free(port); free != 0; free &= free - 1)
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
                var (port, vc) = Math.DivRem(_vcAllocator.OutputOf(channel), _channels);
                Grant(channel, port, vc);
            }
        }
    }

    // Applied when the switch has been allocated on the state before.
    private void Grant(int channel, int port, int vc)
    {
        ref var input = ref _inputs[channel];
        (input.OutPort, input.OutVc) = ((byte)port, (byte)vc);
        Add(Takers, channel);
    }

    private void TakeChannels()
    {
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Takers, w); rest != 0; rest &= rest - 1)
            {
                Take((w << 6) + BitOperations.TrailingZeroCount(rest));
            }

            Word(Waiting, w) &= ~Word(Takers, w);
            Word(Takers, w) = 0;
        }
    }

    private void Take(int channel)
    {
        ref var input = ref _inputs[channel];
        _outputs.Take(input.OutPort, input.OutVc, channel);
        input.Stage = ChannelStage.Active;
        input.OutClass = ClassOf(channel, input.OutPort, input.OutVc);
        if (_outputs.HasCredit(input.OutPort, input.OutVc))
        {
            Add(Ready, channel);
        }
    }

    private sbyte ClassOf(int channel, int port, int vc)
    {
        var choices = Choices(channel);
        var i = 0;
        while (choices[i].Option.Port != port || (choices[i].Mask & (1UL << vc)) == 0)
        {
            i++;
        }

        return choices[i].Option.Class;
    }
}
