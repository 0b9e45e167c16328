using System.Numerics;
using ActorSim.Noc.Routers.Allocation;

namespace ActorSim.Noc.Routers;

/// <summary>The switch: requests, grants and what leaves.</summary>
public sealed partial class Router
{
    private const int NotHeld = 0;
    private readonly Allocator _switchAllocator;

    // By input port: where the choice among its virtual channels starts, and outputs that one of them asks for; by pair of ports: which one.
    private readonly int[] _nextVc;
    private readonly ulong[] _asked;
    private readonly byte[] _candidates;

    // By output port: when the last flit left, as two may leave the switch together.
    private readonly long[] _lastSend;
    private BlockingStage _switchStage;
    private ulong _heldInputs = NotHeld;
    private ulong _heldOutputs = NotHeld;
    private ulong _asking;

    private void AllocateSwitch()
    {
        for (var w = 0; w < _ready.Length; w++)
        {
            for (var rest = _ready[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                RequestSwitch(channel, _states[channel].OutPort, isSpeculative: false);
            }
        }

        if (_spec.IsSpeculative)
        {
            Speculate();
        }

        if (_asking == 0)
        {
            _switchAllocator.Forget();
            return;
        }

        _switchAllocator.Allocate();
        for (; _asking != 0; _asking &= _asking - 1)
        {
            _asked[BitOperations.TrailingZeroCount(_asking)] = 0;
        }
    }

    // A head bids for an output if it could get a channel with a credit there. Bids come after all requests, so they never displace one.
    private void Speculate()
    {
        for (var w = 0; w < _waiting.Length; w++)
        {
            for (var rest = _waiting[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var first = channel * _routing.MostOptions;
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
        var (input, vc) = Math.DivRem(channel, _channels);
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

    // A grant to a bid counts only if the head got a channel of this output with a credit; the pointer moves all the same.
    private void UseGrants(long cycle)
    {
        for (var rest = _switchAllocator.Matched[0]; rest != 0; rest &= rest - 1)
        {
            var input = BitOperations.TrailingZeroCount(rest);
            var output = _switchAllocator.OutputOf(input);
            var vc = _candidates[(input * _wiring.Ports) + output];
            _nextVc[input] = vc + 1 == _channels ? 0 : vc + 1;
            ref readonly var state = ref _states[(input * _channels) + vc];
            if (state.Stage == ChannelStage.Active && state.OutPort == output && _outputs.HasCredit(output, state.OutVc))
            {
                Send((input * _channels) + vc, input, vc, cycle);
            }
        }
    }

    private void UseHeld(long cycle)
    {
        for (var w = 0; w < _held.Length; w++)
        {
            for (var rest = _held[w]; rest != 0; rest &= rest - 1)
            {
                var channel = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var (input, vc) = Math.DivRem(channel, _channels);
                Release(channel, input);
                if (_outputs.HasCredit(_states[channel].OutPort, _states[channel].OutVc))
                {
                    Send(channel, input, vc, cycle);
                }
            }
        }
    }

    private void Send(int channel, int input, int vc, long cycle)
    {
        ref var state = ref _states[channel];
        var (output, outVc) = (state.OutPort, state.OutVc);
        var flit = _buffers.Front(channel);
        _buffers.Pop(channel);
        _outputs.Send(output, outVc, flit.IsTail);
        SentFlits[output]++;
        var sent = flit with { Vc = outVc, RoutingClass = state.OutClass, Hops = (ushort)(flit.Hops + 1) };
        var leaves = Math.Max(_switchStage.Enter(cycle + 1), _lastSend[output] + 1);
        _lastSend[output] = leaves;
        _sends.Add(
            new FlitSend(output, leaves + _wiring.FlitCycles[output], sent),
            new CreditSend(input, vc, cycle + _wiring.CreditCycles[input]),
            new SwitchGrant(input, vc, output, outVc, sent));
        Continue(channel, input, ref state, flit.IsTail);
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
