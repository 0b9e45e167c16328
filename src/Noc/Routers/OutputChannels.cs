namespace ActorSim.Noc.Routers;

/// <summary>What a sender knows of the buffers at the other end of its ports: credits, and which virtual channels a packet holds.</summary>
internal sealed class OutputChannels
{
    private const int Nobody = -1;
    private readonly int _channels;
    private readonly int _depth;
    private readonly bool _waitsForTailCredit;
    private readonly int[] _credits;
    private readonly int[] _owners;
    private readonly ulong[] _free;
    private readonly ulong[] _credited;
    private readonly ulong[] _draining;

    public OutputChannels(int ports, RouterSpec spec)
    {
        _channels = spec.VirtualChannels;
        _depth = spec.BufferFlits;
        _waitsForTailCredit = spec.WaitsForTailCredit;
        _credits = new int[ports * _channels];
        _owners = new int[ports * _channels];
        _free = new ulong[ports];
        _credited = new ulong[ports];
        _draining = new ulong[ports];
        Array.Fill(_credits, _depth);
        Array.Fill(_owners, Nobody);
        Array.Fill(_free, ulong.MaxValue >> (64 - _channels));
        Array.Fill(_credited, ulong.MaxValue >> (64 - _channels));
    }

    /// <summary>Channels that no packet holds.</summary>
    public ulong Free(int port) => _free[port];

    /// <summary>Channels with room at the other end.</summary>
    public ulong Credited(int port) => _credited[port];

    public bool HasCredit(int port, int vc) => (_credited[port] & (1UL << vc)) != 0;

    public void Take(int port, int vc, int owner)
    {
        _free[port] &= ~(1UL << vc);
        _owners[(port * _channels) + vc] = owner;
    }

    public void Send(int port, int vc, bool isTail)
    {
        if (--_credits[(port * _channels) + vc] == 0)
        {
            _credited[port] &= ~(1UL << vc);
        }

        if (isTail)
        {
            _owners[(port * _channels) + vc] = Nobody;
            (_waitsForTailCredit ? ref _draining[port] : ref _free[port]) |= 1UL << vc;
        }
    }

    /// <summary>A credit has come back.</summary>
    /// <returns>Who holds the channel, or -1.</returns>
    public int Return(int port, int vc)
    {
        var channel = (port * _channels) + vc;
        if (++_credits[channel] > _depth)
        {
            throw new InvalidOperationException($"output port {port}, channel {vc}: more credits came back than flits were sent");
        }

        var bit = 1UL << vc;
        _credited[port] |= bit;
        if (_credits[channel] == _depth && (_draining[port] & bit) != 0)
        {
            _draining[port] &= ~bit;
            _free[port] |= bit;
        }

        return _owners[channel];
    }

    /// <summary>All credits are back and no packet holds a channel.</summary>
    public bool IsQuiet(int port)
    {
        for (var vc = 0; vc < _channels; vc++)
        {
            if (_credits[(port * _channels) + vc] != _depth || (_free[port] & (1UL << vc)) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
