namespace ActorSim.Noc.Routers;

/// <summary>What a sender knows of the buffers at the other end of its ports: credits, and which virtual channels a packet holds.</summary>
internal sealed class OutputChannels
{
    private const int Nobody = -1;
    private readonly int _channels;
    private readonly int _depth;
    private readonly bool _waitsForTailCredit;
    private readonly Channel[] _states;
    private readonly Port[] _ports;

    public OutputChannels(int ports, RouterSpec spec)
    {
        _channels = spec.VirtualChannels;
        _depth = spec.BufferFlits;
        _waitsForTailCredit = spec.WaitsForTailCredit;
        _states = new Channel[ports * _channels];
        _ports = new Port[ports];
        var all = ulong.MaxValue >> (64 - _channels);
        Array.Fill(_states, new Channel { Credits = _depth, Owner = Nobody });
        Array.Fill(_ports, new Port { Free = all, Credited = all });
    }

    /// <summary>Channels that no packet holds.</summary>
    public ulong Free(int port) => _ports[port].Free;

    /// <summary>Channels with room at the other end.</summary>
    public ulong Credited(int port) => _ports[port].Credited;

    public bool HasCredit(int port, int vc) => (_ports[port].Credited & (1UL << vc)) != 0;

    public void Take(int port, int vc, int owner)
    {
        _ports[port].Free &= ~(1UL << vc);
        _states[(port * _channels) + vc].Owner = owner;
    }

    public void Send(int port, int vc, bool isTail)
    {
        ref var state = ref _states[(port * _channels) + vc];
        if (--state.Credits == 0)
        {
            _ports[port].Credited &= ~(1UL << vc);
        }

        if (isTail)
        {
            state.Owner = Nobody;
            (_waitsForTailCredit ? ref _ports[port].Draining : ref _ports[port].Free) |= 1UL << vc;
        }
    }

    /// <summary>A credit has come back.</summary>
    /// <returns>Who holds the channel, or -1.</returns>
    public int Return(int port, int vc)
    {
        ref var state = ref _states[(port * _channels) + vc];
        if (++state.Credits > _depth)
        {
            throw new InvalidOperationException($"output port {port}, channel {vc}: more credits came back than flits were sent");
        }

        var bit = 1UL << vc;
        ref var side = ref _ports[port];
        side.Credited |= bit;
        if (state.Credits == _depth && (side.Draining & bit) != 0)
        {
            side.Draining &= ~bit;
            side.Free |= bit;
        }

        return state.Owner;
    }

    /// <summary>All credits are back and no packet holds a channel.</summary>
    public bool IsQuiet(int port)
    {
        for (var vc = 0; vc < _channels; vc++)
        {
            if (_states[(port * _channels) + vc].Credits != _depth || (_ports[port].Free & (1UL << vc)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // What is used together lies together.
    private struct Channel
    {
        public int Credits;
        public int Owner;
    }

    private struct Port
    {
        public ulong Free;
        public ulong Credited;
        public ulong Draining;
    }
}
