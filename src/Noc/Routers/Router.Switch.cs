using System.Numerics;
using ActorSim.Noc.Routers.Allocation;

namespace ActorSim.Noc.Routers;

/// <summary>The switch: requests, grants and what leaves.</summary>
public sealed partial class Router
{
    private readonly Allocator _switchAllocator;

    // By input port: where the choice among its virtual channels starts, and outputs that one of them asks for; by pair of ports: which one.
    private readonly int[] _nextVc;
    private readonly ulong[] _asked;
    private readonly byte[] _candidates;

    // Input channels that have the switch in this cycle, and by input port the output to which.
    private readonly ulong[] _winners;
    private readonly byte[] _wonOutput;

    // By output port: when the last flit left, as two may leave the switch together.
    private readonly long[] _lastSend;
    private BlockingStage _switchStage;
    private ulong _heldInputs;
    private ulong _heldOutputs;
    private ulong _asking;

    // A channel with ports of its own wins directly; the others meet in the allocator.
    private bool AllocateSwitch()
    {
        var hasBids = _spec.IsSpeculative && !Bits.IsEmpty(_waiting);
        var (sharedInputs, sharedOutputs) = hasBids ? (ulong.MaxValue, ulong.MaxValue) : CountSwitchRequests();
        var any = false;
        for (var w = 0; w < _ready.Length; w++)
        {
            for (var rest = _ready[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var (input, output) = (_portOf[channel], _states[channel].OutPort);
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
        for (var w = 0; w < _ready.Length; w++)
        {
            for (var rest = _ready[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var (input, output) = (1UL << _portOf[channel], 1UL << _states[channel].OutPort);
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
            _asked[BitOperations.TrailingZeroCount(_asking)] = 0;
        }

        for (var rest = _switchAllocator.Matched[0]; rest != 0; rest &= rest - 1)
        {
            var input = BitOperations.TrailingZeroCount(rest);
            var output = _switchAllocator.OutputOf(input);
            var channel = (input * _channels) + _candidates[(input * _wiring.Ports) + output];
            Win(channel, input, output);
        }

        return true;
    }

    private void Win(int channel, int input, int output)
    {
        var vc = _vcOf[channel];
        _wonOutput[input] = (byte)output;
        _nextVc[input] = vc + 1 == _channels ? 0 : vc + 1;
        Bits.Set(_winners, 0, channel);
    }

    // A head bids for an output if it could get a channel with a credit there. Bids come after all requests, so they never displace one.
    private void Speculate()
    {
        for (var w = 0; w < _waiting.Length; w++)
        {
            for (var rest = _waiting[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var first = channel * _table.MostOptions;
                for (var i = first; i < first + _states[channel].OptionCount; i++)
                {
                    var port = _options[i].Port;
                    if ((_masks[i] & _outputs.Free(port) & _outputs.Credited(port)) != 0)
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
        var (input, vc) = (_portOf[channel], _vcOf[channel]);
        if (((_heldInputs >> input) & 1) != 0 || ((_heldOutputs >> output) & 1) != 0)
        {
            return;
        }

        ref var candidate = ref _candidates[(input * _wiring.Ports) + output];
        if ((_asked[input] & (1UL << output)) != 0)
        {
            var other = (input * _channels) + candidate;
            var isOtherSpeculative = _states[other].Stage == ChannelStage.Waiting;
            if (isOtherSpeculative == isSpeculative && FromPointer(input, vc) < FromPointer(input, candidate))
            {
                candidate = (byte)vc;
            }

            return;
        }

        candidate = (byte)vc;
        _asked[input] |= 1UL << output;
        _asking |= 1UL << input;
        _switchAllocator.Request(input, output, isSpeculative, isSpeculative);
    }

    private int FromPointer(int input, int vc)
    {
        var distance = vc - _nextVc[input];
        return distance < 0 ? distance + _channels : distance;
    }

    // A grant to a bid counts only if the head got a channel of this output with a credit; the pointer has moved all the same.
    private void UseGrants(long cycle)
    {
        for (var w = 0; w < _winners.Length; w++)
        {
            for (var rest = _winners[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                ref readonly var state = ref _states[channel];
                if (!_spec.IsSpeculative || (state.Stage == ChannelStage.Active && IsWon(channel, state)))
                {
                    Send(channel, cycle);
                }
            }

            _winners[w] = 0;
        }
    }

    private bool IsWon(int channel, in ChannelState state) =>
        _wonOutput[_portOf[channel]] == state.OutPort && _outputs.HasCredit(state.OutPort, state.OutVc);

    private void UseHeld(long cycle)
    {
        for (var w = 0; w < _held.Length; w++)
        {
            for (var rest = _held[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                Release(channel, _portOf[channel]);
                if (_outputs.HasCredit(_states[channel].OutPort, _states[channel].OutVc))
                {
                    Send(channel, cycle);
                }
            }
        }
    }

    private void Send(int channel, long cycle)
    {
        ref var state = ref _states[channel];
        var (input, output, outVc) = (_portOf[channel], state.OutPort, state.OutVc);
        ref readonly var flit = ref _buffers.Front(channel);
        var isTail = flit.IsTail;
        _outputs.Send(output, outVc, isTail);
        _sent[output]++;
        var leaves = Math.Max(_switchStage.Enter(cycle + 1), _lastSend[output] + 1);
        _lastSend[output] = leaves;
        _sends.Add() = new RouterSend(
            flit with { Vc = outVc, RoutingClass = state.OutClass, Hops = (ushort)(flit.Hops + 1) },
            leaves + _wiring.FlitCycles[output], cycle + _wiring.CreditCycles[input], input, _vcOf[channel], output);
        _buffers.Pop(channel);
        Continue(channel, input, ref state, isTail);
    }

    private void Continue(int channel, int input, ref ChannelState state, bool wasTail)
    {
        var isEmpty = _buffers.Count(channel) == 0;
        if (wasTail)
        {
            Bits.Clear(_ready, channel);
            state.Stage = isEmpty ? ChannelStage.Idle : ChannelStage.Routing;
            if (!isEmpty)
            {
                Bits.Set(_fresh, 0, channel);
            }
        }
        else if (isEmpty)
        {
            Bits.Clear(_ready, channel);
        }
        else if (_spec.HoldsSwitch)
        {
            Bits.Clear(_ready, channel);
            Bits.Set(_held, 0, channel);
            _heldInputs |= 1UL << input;
            _heldOutputs |= 1UL << state.OutPort;
        }
        else if (!_outputs.HasCredit(state.OutPort, state.OutVc))
        {
            Bits.Clear(_ready, channel);
        }
    }

    private void Release(int channel, int input)
    {
        Bits.Clear(_held, channel);
        _heldInputs &= ~(1UL << input);
        _heldOutputs &= ~(1UL << _states[channel].OutPort);
    }
}
