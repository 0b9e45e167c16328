using System.Numerics;

namespace ActorSim.Noc.Routers;

/// <summary>The switch: requests, grants and what leaves.</summary>
public sealed partial class Router
{
    private readonly Allocator _switchAllocator;

    // By pair of ports: which virtual channel stands for the request.
    private readonly byte[] _candidates;
    private BlockingStage _switchStage;
    private ulong _heldInputs;
    private ulong _heldOutputs;
    private ulong _asking;

    // A channel with ports of its own wins directly; the others meet in the allocator.
    private bool AllocateSwitch()
    {
        var hasBids = _spec.IsSpeculative && !IsEmpty(Waiting);
        var (sharedInputs, sharedOutputs) = hasBids ? (ulong.MaxValue, ulong.MaxValue) : CountSwitchRequests();
        var any = false;
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Ready, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var (input, output) = (_inputs[channel].Port, _inputs[channel].OutPort);
                if ((((sharedInputs >> input) | (sharedOutputs >> output)) & 1) != 0)
                {
                    RequestSwitch(channel, output, isSpeculative: false);
                }
                else if ((((_heldInputs >> input) | (_heldOutputs >> output)) & 1) == 0)
                {
                    _switchAllocator.MatchAlone(input, output, 1);
                    Win(channel, input, output);
                    any = true;
                }
            }
        }

        if (hasBids)
        {
            Speculate();
        }

        return _asking != 0 ? ContendForSwitch() : any;
    }

    // Ports that several channels ask for.
    private (ulong Inputs, ulong Outputs) CountSwitchRequests()
    {
        var (inputs, sharedInputs, outputs, sharedOutputs) = (0UL, 0UL, 0UL, 0UL);
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Ready, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var (input, output) = (1UL << _inputs[channel].Port, 1UL << _inputs[channel].OutPort);
                sharedInputs |= inputs & input;
                sharedOutputs |= outputs & output;
                (inputs, outputs) = (inputs | input, outputs | output);
            }
        }

        return (sharedInputs, sharedOutputs);
    }

    private bool ContendForSwitch()
    {
        _switchAllocator.Allocate();
        for (; _asking != 0; _asking &= _asking - 1)
        {
            _ports[BitOperations.TrailingZeroCount(_asking)].Asked = 0;
        }

        for (var rest = _switchAllocator.Matched[0]; rest != 0; rest &= rest - 1)
        {
            var input = BitOperations.TrailingZeroCount(rest);
            var output = _switchAllocator.OutputOf(input);
            var channel = (input * _channels) + _candidates[(input * _ports.Length) + output];
            Win(channel, input, output);
        }

        return true;
    }

    private void Win(int channel, int input, int output)
    {
        ref var port = ref _ports[input];
        var next = _inputs[channel].Vc + 1;
        port.WonOutput = (byte)output;
        port.NextVc = next == _channels ? 0 : next;
        Add(Winners, channel);
    }

    // A head bids for an output if it could get a channel with a credit there. Bids come after all requests, so they never displace one.
    private void Speculate()
    {
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Waiting, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                foreach (ref readonly var choice in Choices(channel))
                {
                    var port = choice.Option.Port;
                    if ((choice.Mask & _outputs.Free(port) & _outputs.Credited(port)) != 0)
                    {
                        RequestSwitch(channel, port, isSpeculative: true);
                    }
                }
            }
        }
    }

    // One request per pair of ports: of the virtual channels of equal standing the one nearest at or after the input's pointer.
    private void RequestSwitch(int channel, int output, bool isSpeculative)
    {
        var (input, vc) = (_inputs[channel].Port, _inputs[channel].Vc);
        if (((_heldInputs >> input) & 1) != 0 || ((_heldOutputs >> output) & 1) != 0)
        {
            return;
        }

        ref var candidate = ref _candidates[(input * _ports.Length) + output];
        if ((_ports[input].Asked & (1UL << output)) != 0)
        {
            var other = (input * _channels) + candidate;
            var isOtherSpeculative = _inputs[other].Stage == ChannelStage.Waiting;
            if (isOtherSpeculative == isSpeculative && FromPointer(input, vc) < FromPointer(input, candidate))
            {
                candidate = (byte)vc;
            }

            return;
        }

        candidate = (byte)vc;
        _ports[input].Asked |= 1UL << output;
        _asking |= 1UL << input;
        _switchAllocator.Request(input, output, isSpeculative, isSpeculative);
    }

    private int FromPointer(int input, int vc)
    {
        var distance = vc - _ports[input].NextVc;
        return distance < 0 ? distance + _channels : distance;
    }

    // A grant to a bid counts only if the head got a channel of this output with a credit; the pointer has moved all the same.
    private void UseGrants(long cycle)
    {
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Winners, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                ref readonly var state = ref _inputs[channel];
                if (!_spec.IsSpeculative || (state.Stage == ChannelStage.Active && IsWon(state)))
                {
                    Send(channel, cycle);
                }
            }

            Word(Winners, w) = 0;
        }
    }

    private bool IsWon(in InputChannel state) =>
        _ports[state.Port].WonOutput == state.OutPort && _outputs.HasCredit(state.OutPort, state.OutVc);

    private void UseHeld(long cycle)
    {
        for (var w = 0; w < _words; w++)
        {
            for (var rest = Word(Held, w); rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                Release(channel);
                if (_outputs.HasCredit(_inputs[channel].OutPort, _inputs[channel].OutVc))
                {
                    Send(channel, cycle);
                }
            }
        }
    }

    private void Send(int channel, long cycle)
    {
        ref var input = ref _inputs[channel];
        ref var port = ref _ports[input.OutPort];
        ref readonly var flit = ref _flits[(channel * _depth) + input.Front];
        var isTail = flit.IsTail;
        _outputs.Send(input.OutPort, input.OutVc, isTail);
        port.SentFlits++;
        port.LastSend = Math.Max(_switchStage.Enter(cycle + 1), port.LastSend + 1);
        _sends.Add() = new RouterSend(
            flit with { Vc = input.OutVc, RoutingClass = input.OutClass, Hops = (ushort)(flit.Hops + 1) },
            port.LastSend + port.FlitCycles, cycle + _ports[input.Port].CreditCycles, input.Port, input.Vc, input.OutPort);
        input.Front = input.Front + 1 == _depth ? 0 : input.Front + 1;
        input.Count--;
        Continue(channel, ref input, isTail);
    }

    private void Continue(int channel, ref InputChannel input, bool wasTail)
    {
        var isEmpty = input.Count == 0;
        if (wasTail)
        {
            Remove(Ready, channel);
            input.Stage = isEmpty ? ChannelStage.Idle : ChannelStage.Routing;
            if (!isEmpty)
            {
                Add(Fresh, channel);
            }
        }
        else if (isEmpty)
        {
            Remove(Ready, channel);
        }
        else if (_spec.HoldsSwitch)
        {
            Remove(Ready, channel);
            Add(Held, channel);
            _heldInputs |= 1UL << input.Port;
            _heldOutputs |= 1UL << input.OutPort;
        }
        else if (!_outputs.HasCredit(input.OutPort, input.OutVc))
        {
            Remove(Ready, channel);
        }
    }

    private void Release(int channel)
    {
        Remove(Held, channel);
        _heldInputs &= ~(1UL << _inputs[channel].Port);
        _heldOutputs &= ~(1UL << _inputs[channel].OutPort);
    }
}
