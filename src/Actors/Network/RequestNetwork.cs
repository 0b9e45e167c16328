using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Network;

/// <summary>A request under way.</summary>
public readonly record struct RequestLoad(long Address, RequestTag Tag, int Owner, int Channel, ushort Port);

/// <summary>From DMA engines to channels. A store's request carries its data.</summary>
public sealed class RequestNetwork : NetworkUnit<RequestBatch, RequestLoad>
{
    private readonly NetworkSpec _spec;
    private readonly int _dataFlits;
    private readonly Dictionary<(int Channel, int Core), RequestBatch> _open = [];
    private readonly List<(int Channel, int Core)> _touched = [];

    public RequestNetwork(string name, NetworkSpec spec, int requestBytes, Clock clock)
        : base(name, spec, spec.Seed, clock)
    {
        _spec = spec;
        _dataFlits = spec.DataFlits(requestBytes);
    }

    private protected override void Push(RequestBatch batch, PacketNetwork<RequestLoad> network)
    {
        var (tag, channel) = (batch.Tag, batch.Channel);
        var flits = tag.IsWrite ? _dataFlits : _spec.ControlFlits;
        foreach (ref readonly var request in batch.Requests.AsSpan(0, batch.Count))
        {
            network.Push(batch.BaseCycle + request.CycleOffset, _spec.NodeOf(tag.Core, request.Port), request.Port, _spec.ChannelNodes[channel], flits,
                new RequestLoad(request.Address, tag, batch.Owner, channel, request.Port));
        }

        batch.Release();
    }

    private protected override void Deliver(IReadOnlyList<Arrival<RequestLoad>> arrivals)
    {
        foreach (var (cycle, load) in arrivals)
        {
            var batch = BatchFor(load, cycle);
            batch.Add(load.Address, (uint)(cycle + NetworkSpec.EndCycles - batch.BaseCycle), load.Port);
        }

        foreach (var key in _touched)
        {
            SendOpen(key);
        }

        _touched.Clear();
        _open.Clear();
    }

    // A batch is of one descriptor, and those of a core are in the order of their requests.
    private RequestBatch BatchFor(in RequestLoad load, long cycle)
    {
        var key = (load.Channel, load.Tag.Core);
        if (_open.TryGetValue(key, out var open))
        {
            if (open.Tag == load.Tag && open.Owner == load.Owner)
            {
                return open;
            }

            SendOpen(key);
        }
        else
        {
            _touched.Add(key);
        }

        var batch = Pool.Rent();
        (batch.BaseCycle, batch.Channel, batch.Tag, batch.Owner) = (cycle + NetworkSpec.EndCycles, load.Channel, load.Tag, load.Owner);
        return _open[key] = batch;
    }

    private void SendOpen((int Channel, int Core) key)
    {
        var batch = _open[key];
        Send(key.Channel, batch, batch.BaseCycle - NetworkSpec.EndCycles, ChannelPriority.Requests);
    }
}
