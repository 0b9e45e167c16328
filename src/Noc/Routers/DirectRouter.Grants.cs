using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Noc.Routers;

/// <summary>Grants of output channels and of the switch, and what leaves.</summary>
internal sealed partial class DirectRouter
{
    // An output grants the first input at or after its pointer, an input keeps the grant nearest at or after its own.
    private ulong GrantSwitch()
    {
        var winners = 0UL;
        for (var rest = _readyPorts; rest != 0; rest &= rest - 1)
        {
            var output = BitOperations.TrailingZeroCount(rest);
            ref readonly var port = ref _ports[output];
            int input = _queues[FirstFrom(port.Ready, port.SwitchGrant * _channels)].Port;
            ref var side = ref _ports[input];
            if (((winners >> input) & 1) == 0 || IsNearer(output, side))
            {
                winners |= 1UL << input;
                side.Won = (byte)output;
                side.WonVc = (byte)FirstFrom((port.Ready >> (input * _channels)) & (ulong.MaxValue >> (64 - _channels)), side.NextVc);
            }
        }

        return winners;
    }

    private static bool IsNearer(int output, in DirectPort side) =>
        (output >= side.SwitchAccept) == (side.Won >= side.SwitchAccept) ? output < side.Won : output >= side.SwitchAccept;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void GrantChannels(int output)
    {
        ref var port = ref _ports[output];
        var waiting = port.Waiting;
        if ((waiting & (waiting - 1)) != 0)
        {
            ShareChannels(output, ref port);
        }
        else
        {
            var channel = BitOperations.TrailingZeroCount(waiting);
            var free = port.Free & _table.Mask(_queues[channel].Group);
            if (free != 0)
            {
                Take(channel, output, ref port, free);
            }
        }

        if (port.Waiting == 0)
        {
            _waitingPorts &= ~(1UL << output);
        }
    }

    // Every free channel grants the first head at or after its pointer.
    private void ShareChannels(int output, ref DirectPort port)
    {
        var grants = _sends.Grants;
        var granted = 0UL;
        for (var rest = port.Free; rest != 0; rest &= rest - 1)
        {
            var vc = BitOperations.TrailingZeroCount(rest);
            var asking = Asking(port.Waiting, vc);
            if (asking != 0)
            {
                var channel = FirstFrom(asking, _outputs[(output * _channels) + vc].Grant);
                grants[channel] |= 1UL << vc;
                granted |= 1UL << channel;
            }
        }

        for (; granted != 0; granted &= granted - 1)
        {
            var channel = BitOperations.TrailingZeroCount(granted);
            Take(channel, output, ref port, grants[channel]);
            grants[channel] = 0;
        }
    }

    private ulong Asking(ulong waiting, int vc)
    {
        if (_table.IsOneGroup)
        {
            return waiting;
        }

        for (var rest = waiting; rest != 0; rest &= rest - 1)
        {
            var channel = BitOperations.TrailingZeroCount(rest);
            if (((_table.Mask(_queues[channel].Group) >> vc) & 1) == 0)
            {
                waiting &= ~(1UL << channel);
            }
        }

        return waiting;
    }

    // Of the granted channels the head takes the first at or after its pointer, which runs over the channels of all ports.
    private void Take(int channel, int output, ref DirectPort port, ulong granted)
    {
        var first = output * _channels;
        ref var pointer = ref _outputs[channel].Accept;
        var skipped = pointer - first;
        var vc = FirstFrom(granted, skipped > 0 && skipped < _channels ? skipped : 0);
        ref var taken = ref _outputs[first + vc];
        pointer = (byte)(first + vc + 1 == _inputs ? 0 : first + vc + 1);
        taken.Grant = (byte)(channel + 1 == _inputs ? 0 : channel + 1);
        taken.Owner = (byte)channel;
        _queues[channel].OutVc = (byte)vc;
        port.Free &= ~(1UL << vc);
        port.Waiting &= ~(1UL << channel);
        if (((port.Credited >> vc) & 1) != 0)
        {
            port.Ready |= 1UL << channel;
            _readyPorts |= 1UL << output;
        }
    }

    private void Leave(int input, long cycle)
    {
        ref var side = ref _ports[input];
        int vc = side.WonVc, output = side.Won;
        side.NextVc = (byte)(vc + 1 == _channels ? 0 : vc + 1);
        side.SwitchAccept = (byte)(output + 1 == _ports.Length ? 0 : output + 1);
        ref var port = ref _ports[output];
        port.SwitchGrant = (byte)(input + 1 == _ports.Length ? 0 : input + 1);
        port.LastSend = Math.Max(_switchStage.Enter(cycle + 1), port.LastSend + 1);
        port.SentFlits++;
        var channel = (input * _channels) + vc;
        ref var queue = ref _queues[channel];
        ref readonly var flit = ref _flits[(queue.Front * _inputs) + channel];
        var isTail = flit.IsTail;
        _sends.Add() = new RouterSend(
            flit, port.LastSend + port.FlitCycles, cycle + side.CreditCycles, (byte)input, (byte)vc, (byte)output, queue.OutVc, queue.OutClass);
        var hasCredit = Spend(queue.OutVc, output, ref port, isTail);
        queue.Count--;
        queue.Front = (byte)(queue.Count == 0 || queue.Front + 1 == _depth ? 0 : queue.Front + 1);
        if (isTail || queue.Count == 0 || !hasCredit)
        {
            Rest(channel, ref queue, ref port, isTail);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Spend(int vc, int output, ref DirectPort port, bool isTail)
    {
        ref var spent = ref _outputs[(output * _channels) + vc];
        var hasCredit = --spent.Credits != 0;
        if (!hasCredit)
        {
            port.Credited &= ~(1UL << vc);
        }

        if (isTail)
        {
            spent.Owner = DirectOutput.Nobody;
            port.Free |= 1UL << vc;
        }

        return hasCredit;
    }

    private void Rest(int channel, ref DirectInput queue, ref DirectPort port, bool isTail)
    {
        port.Ready &= ~(1UL << channel);
        if (port.Ready == 0)
        {
            _readyPorts &= ~(1UL << queue.OutPort);
        }

        if (isTail)
        {
            queue.HasRoute = false;
            if (queue.Count > 0)
            {
                ComeToFront(channel, ref queue);
            }
        }
    }
}
