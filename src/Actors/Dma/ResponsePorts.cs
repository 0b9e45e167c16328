using ActorSim.Actors.Noc;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The receiving side of a core's ports. Channel c answers to port c mod ports; a port that only one channel answers to needs no
/// arbitration, so its answers are taken as soon as they are known; the others go through a <see cref="CrossbarIngress"/>.
/// </summary>
internal sealed class ResponsePorts
{
    private readonly int _ports;
    private readonly int _latency;
    private readonly DmaSlots _slots;
    private readonly List<int> _completed = [];
    private readonly long[] _lastDue;
    private readonly SharedPort?[] _shared;
    private readonly Queue<ResponseBatch>[] _alone;

    public ResponsePorts(int ports, int channels, int latency, DmaSlots slots)
    {
        _ports = ports;
        _latency = latency;
        _slots = slots;
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
    }

    /// <summary>Slots whose last answer has been taken since <see cref="ClearCompleted"/>.</summary>
    public IReadOnlyList<int> Completed => _completed;

    public void ClearCompleted() => _completed.Clear();

    /// <summary>Several channels answer to the port of <paramref name="channel"/>.</summary>
    public bool IsShared(int channel) => _shared[channel % _ports] is not null;

    /// <summary>Takes a batch over, to be served when its time has come.</summary>
    public void Learn(ResponseBatch batch)
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

    /// <summary>Serves all that is known at the port that <paramref name="channel"/> has for itself.</summary>
    public void TakeAll(int channel)
    {
        var port = channel % _ports;
        while (_alone[port].TryDequeue(out var batch))
        {
            TakeBatch(batch, port);
        }
    }

    /// <summary>Runs the shared ports through all interconnect cycles before <paramref name="horizon"/>.</summary>
    /// <returns>The first cycle, at or after the horizon, in which something that is known may be taken; <see cref="long.MaxValue"/> if none.</returns>
    public long Drain(long horizon)
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
        batch.Return();
    }

    private void Take(int index, long cycle, int port)
    {
        ref var slot = ref _slots[index];
        slot.First = Math.Min(slot.First, cycle);
        if (cycle > slot.Last)
        {
            slot.Last = cycle;
            slot.LastPort = port;
        }
        else if (cycle == slot.Last && port > slot.LastPort)
        {
            slot.LastPort = port;
        }

        if (--slot.Outstanding == 0)
        {
            _completed.Add(index);
        }
    }
}
