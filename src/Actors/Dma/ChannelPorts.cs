using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>
/// Channel c answers to port c mod ports. A port that only one channel answers to needs no arbitration, so its answers are taken as
/// soon as they are known; the others go through a <see cref="CrossbarIngress"/>.
/// </summary>
internal sealed class ChannelPorts : ResponsePorts
{
    private readonly int _ports;
    private readonly int _latency;
    private readonly long[] _lastDue;
    private readonly SharedPort?[] _shared;
    private readonly Queue<ResponseBatch>[] _alone;

    public ChannelPorts(int ports, int channels, int latency, DmaSlots slots)
        : base(slots)
    {
        _ports = ports;
        _latency = latency;
        _lastDue = new long[ports];
        _shared = new SharedPort?[ports];
        _alone = new Queue<ResponseBatch>[ports];
        Array.Fill(_lastDue, -1);
        for (var p = 0; p < ports && p < channels; p++)
        {
            var sources = (channels - p + ports - 1) / ports;
            _shared[p] = sources > 1 ? new SharedPort(sources, latency) : null;
            _alone[p] = new Queue<ResponseBatch>();
        }

        AreAllShared = channels >= 2 * ports;
    }

    /// <inheritdoc/>
    public override bool AreAllShared { get; }

    /// <inheritdoc/>
    public override bool IsShared(int channel) => _shared[channel % _ports] is not null;

    /// <inheritdoc/>
    public override void Learn(ResponseBatch batch)
    {
        var port = batch.Channel % _ports;
        if (_shared[port] is { } shared)
        {
            shared.Learn(batch, batch.Channel / _ports);
        }
        else
        {
            _alone[port].Enqueue(batch);
        }
    }

    /// <inheritdoc/>
    public override void TakeAll(int channel)
    {
        var port = channel % _ports;
        while (_alone[port].TryDequeue(out var batch))
        {
            TakeBatch(batch, port);
        }
    }

    /// <inheritdoc/>
    public override long Drain(long horizon)
    {
        var next = long.MaxValue;
        for (var p = 0; p < _shared.Length; p++)
        {
            if (_shared[p] is { } shared)
            {
                next = Math.Min(next, DrainPort(p, shared, horizon));
            }
        }

        return next;
    }

    private long DrainPort(int port, SharedPort shared, long horizon)
    {
        var cycle = shared.Cycle;
        var ingress = shared.Ingress;
        while (true)
        {
            var next = Math.Min(shared.NextPush, ingress.NextCycle(cycle));
            if (next >= horizon)
            {
                shared.Cycle = cycle;
                return next;
            }

            cycle = next;
            if (shared.NextPush == cycle)
            {
                shared.Push(cycle);
            }

            if (ingress.TryTake(cycle, out var packet))
            {
                Take(packet.Tag, cycle + 1, port);
            }
        }
    }

    private void TakeBatch(ResponseBatch batch, int port)
    {
        var due = _lastDue[port];
        foreach (ref readonly var response in batch.Responses.AsSpan(0, batch.Count))
        {
            // Queued behind the one before it: one cycle later; alone: the full latency (see CrossbarIngress).
            var push = batch.BaseCycle + response.CycleOffset;
            due = push <= due ? due + 1 : push + _latency;
            Take(response.Slot, due + 1, port);
        }

        _lastDue[port] = due;
        batch.Release();
    }
}
