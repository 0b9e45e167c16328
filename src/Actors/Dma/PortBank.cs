using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The arbitration of <see cref="Noc.CrossbarIngress"/> for all ports of a core at once, in tables over ports and channels. Nearly always
/// a channel has at most one answer on its way to a port: that one stands in a table, further ones in a chain behind it.
/// </summary>
internal sealed class PortBank
{
    private readonly int _ports;
    private readonly int _channels;
    private readonly int _latency;
    private readonly int _words;
    private readonly int _portWords;
    private readonly int _slotMask;

    // By port and channel: one more than the first answer's tag, and its place (from 1) in the chain of those behind it; 0 is none, so that
    // what is never used is never touched.
    private readonly int[] _first;
    private readonly int[] _behind;
    private readonly int[] _last;

    // Channels as bits, by port: those that compete now, and by cycle those that will.
    private readonly ulong[] _due;
    private readonly ulong[] _coming;

    // Ports as bits: those with a channel in the above.
    private readonly ulong[] _duePorts;
    private readonly ulong[] _comingPorts;
    private readonly int[] _nextChannel;
    private (int Tag, int Next)[] _chain = new (int, int)[64];
    private int _freeLink;
    private int _slot;
    private long _lastComing = -1;
    private bool _anyDue;

    public PortBank(int ports, int channels, int latency)
    {
        _ports = ports;
        _channels = channels;
        _latency = latency;
        _words = (channels + 63) / 64;
        _portWords = (ports + 63) / 64;
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)latency + 1);
        _slotMask = slots - 1;
        _first = new int[ports * channels];
        _behind = new int[ports * channels];
        _last = new int[ports * channels];
        _due = new ulong[ports * _words];
        _coming = new ulong[slots * ports * _words];
        _duePorts = new ulong[_portWords];
        _comingPorts = new ulong[slots * _portWords];
        _nextChannel = new int[ports];
        FreeLinks(1);
    }

    /// <summary>Makes <paramref name="cycle"/> the one of the following pushes.</summary>
    public void Open(long cycle)
    {
        _lastComing = cycle + _latency;
        _slot = (int)_lastComing & _slotMask;
    }

    /// <summary>An answer enters the crossbar.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(int port, int channel, int tag)
    {
        var place = (port * _channels) + channel;
        if (_first[place] == 0)
        {
            _first[place] = tag + 1;
            _coming[(((_slot * _ports) + port) * _words) + (channel >> 6)] |= 1UL << channel;
            _comingPorts[(_slot * _portWords) + (port >> 6)] |= 1UL << port;
        }
        else
        {
            PushBehind(place, tag);
        }
    }

    /// <summary>Lets every port that has a due answer take one.</summary>
    public void Take(long cycle, ResponsePorts taker)
    {
        var slot = (int)cycle & _slotMask;
        _anyDue = false;
        for (var w = 0; w < _portWords; w++)
        {
            ref var coming = ref _comingPorts[(slot * _portWords) + w];
            for (var fresh = coming; fresh != 0; fresh &= fresh - 1)
            {
                Collect(slot, (w << 6) + BitOperations.TrailingZeroCount(fresh));
            }

            for (var bits = coming | _duePorts[w]; bits != 0; bits &= bits - 1)
            {
                var port = (w << 6) + BitOperations.TrailingZeroCount(bits);
                taker.Take(TakeAt(port), cycle + 1, port);
            }

            coming = 0;
            _anyDue |= _duePorts[w] != 0;
        }
    }

    /// <summary>The next cycle after <paramref name="cycle"/> and before <paramref name="limit"/> in which a port can take something;
    /// <paramref name="limit"/> if there is none.</summary>
    public long NextCycle(long cycle, long limit)
    {
        if (_anyDue)
        {
            return Math.Min(cycle + 1, limit);
        }

        var end = Math.Min(limit, _lastComing + 1);
        for (var next = cycle + 1; next < end; next++)
        {
            if (AnyIn(_comingPorts.AsSpan(((int)next & _slotMask) * _portWords, _portWords)))
            {
                return next;
            }
        }

        return limit;
    }

    private void Collect(int slot, int port)
    {
        for (var w = 0; w < _words; w++)
        {
            ref var coming = ref _coming[(((slot * _ports) + port) * _words) + w];
            _due[(port * _words) + w] |= coming;
            coming = 0;
        }

        _duePorts[port >> 6] |= 1UL << port;
    }

    // Round-robin over channels, starting after the last winner.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeAt(int port)
    {
        var due = _due.AsSpan(port * _words, _words);
        var start = _nextChannel[port];
        var w = start >> 6;
        var bits = due[w] & (ulong.MaxValue << start);
        while (bits == 0)
        {
            w = w + 1 == _words ? 0 : w + 1;
            bits = due[w];
        }

        var channel = (w << 6) + BitOperations.TrailingZeroCount(bits);
        _nextChannel[port] = channel + 1 == _channels ? 0 : channel + 1;
        var place = (port * _channels) + channel;
        var tag = _first[place] - 1;
        var behind = _behind[place];
        if (behind > 0)
        {
            // It is due one cycle after this one was: it competes from the next cycle on.
            StepUp(place, behind);
            return tag;
        }

        _first[place] = 0;
        due[w] &= ~(1UL << channel);
        if (!AnyIn(due))
        {
            _duePorts[port >> 6] &= ~(1UL << port);
        }

        return tag;
    }

    // Nearly always one word: not worth a vectorized search.
    private static bool AnyIn(ReadOnlySpan<ulong> bits)
    {
        foreach (var word in bits)
        {
            if (word != 0)
            {
                return true;
            }
        }

        return false;
    }

    private void StepUp(int place, int link)
    {
        ref var entry = ref _chain[link];
        _first[place] = entry.Tag + 1;
        _behind[place] = entry.Next;
        entry.Next = _freeLink;
        _freeLink = link;
    }

    private void PushBehind(int place, int tag)
    {
        if (_freeLink == 0)
        {
            var held = _chain.Length;
            Array.Resize(ref _chain, held * 2);
            FreeLinks(held);
        }

        var link = _freeLink;
        _freeLink = _chain[link].Next;
        _chain[link] = (tag, 0);
        if (_behind[place] == 0)
        {
            _behind[place] = link;
        }
        else
        {
            _chain[_last[place]].Next = link;
        }

        _last[place] = link;
    }

    private void FreeLinks(int from)
    {
        for (var i = from; i < _chain.Length; i++)
        {
            _chain[i].Next = i + 1 < _chain.Length ? i + 1 : 0;
        }

        _freeLink = from;
    }
}
