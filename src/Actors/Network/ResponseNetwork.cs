using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Network;

/// <summary>An answer under way.</summary>
public readonly record struct ResponseLoad(int Channel, int Core, int Slot, ushort Port, bool IsWrite);

/// <summary>From channels to DMA engines. A load's answer carries its data.</summary>
public sealed class ResponseNetwork : NetworkUnit<ResponseBatch, ResponseLoad>
{
    private readonly NetworkSpec _spec;
    private readonly int _dataFlits;
    private readonly Dictionary<(int Core, int Channel), ResponseBatch> _open = [];
    private readonly List<ResponseBatch> _touched = [];

    public ResponseNetwork(string name, NetworkSpec spec, int requestBytes, Clock clock)
        : base(name, spec, spec.Seed + 1, clock)
    {
        _spec = spec;
        _dataFlits = spec.DataFlits(requestBytes);
    }

    private protected override void Push(ResponseBatch batch, PacketNetwork<ResponseLoad> network)
    {
        foreach (ref readonly var response in batch.Responses.AsSpan(0, batch.Count))
        {
            network.Push(batch.BaseCycle + response.CycleOffset, _spec.ChannelNodes[batch.Channel], 0, _spec.NodeOf(batch.Core, response.Port),
                response.IsWrite ? _spec.ControlFlits : _dataFlits,
                new ResponseLoad(batch.Channel, batch.Core, response.Slot, response.Port, response.IsWrite));
        }

        batch.Release();
    }

    private protected override void Deliver(IReadOnlyList<Arrival<ResponseLoad>> arrivals)
    {
        foreach (var (cycle, load) in arrivals)
        {
            if (!_open.TryGetValue((load.Core, load.Channel), out var batch))
            {
                batch = Pool.Rent();
                (batch.BaseCycle, batch.Channel, batch.Core) = (cycle + NetworkSpec.EndCycles, load.Channel, load.Core);
                _open[(load.Core, load.Channel)] = batch;
                _touched.Add(batch);
            }

            batch.Add(cycle + NetworkSpec.EndCycles, load.Slot, load.Port, load.IsWrite);
        }

        foreach (var batch in _touched)
        {
            Send(batch.Core, batch, batch.BaseCycle - NetworkSpec.EndCycles, DmaPriority.Responses);
        }

        _touched.Clear();
        _open.Clear();
    }
}
