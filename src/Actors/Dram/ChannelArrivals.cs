using System.Runtime.CompilerServices;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dram;

/// <summary>Requests on their way to one channel, by core, in order of push.</summary>
internal sealed class ChannelArrivals
{
    private readonly int _ports;
    private readonly Queue<RequestBatch>[] _waiting;
    private readonly Head[] _heads;
    private readonly long[] _lastPushes;

    public ChannelArrivals(int cores, int ports)
    {
        _ports = ports;
        _heads = new Head[cores];
        _lastPushes = new long[cores];
        _waiting = new Queue<RequestBatch>[cores];
        for (var c = 0; c < cores; c++)
        {
            _waiting[c] = new Queue<RequestBatch>();
            _heads[c].Cycle = long.MaxValue;
        }
    }

    /// <summary>Interconnect cycle of the next push; <see cref="long.MaxValue"/> if none is known.</summary>
    public long NextCycle { get; private set; } = long.MaxValue;

    /// <summary>Interconnect cycle of the last push of <paramref name="core"/> that is known: what it pushes before is known too.</summary>
    public long LastPush(int core) => _lastPushes[core];

    public void Add(RequestBatch batch)
    {
        var core = batch.Tag.Core;
        _lastPushes[core] = batch.PushCycle(batch.Count - 1);
        if (_heads[core].Batch is null)
        {
            _heads[core] = new Head { Batch = batch, Cycle = batch.PushCycle(0) };
            NextCycle = Math.Min(NextCycle, _heads[core].Cycle);
        }
        else
        {
            _waiting[core].Enqueue(batch);
        }
    }

    /// <summary>Pushes all requests of <paramref name="cycle"/>, which must be <see cref="NextCycle"/>, into the ingress.</summary>
    public void Push(long cycle, CrossbarIngress ingress)
    {
        var next = long.MaxValue;
        for (var c = 0; c < _heads.Length; c++)
        {
            ref var head = ref _heads[c];
            while (head.Cycle == cycle)
            {
                PushOne(ref head, c, cycle, ingress);
            }

            next = Math.Min(next, head.Cycle);
        }

        NextCycle = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushOne(ref Head head, int core, long cycle, CrossbarIngress ingress)
    {
        var batch = head.Batch!;
        var requests = batch.Requests;
        ref readonly var request = ref requests[head.Index];
        ingress.Push(cycle, (core * _ports) + request.Port, request.Address, batch.Tag.Packed);
        if (++head.Index < batch.Count)
        {
            head.Cycle = batch.BaseCycle + requests[head.Index].CycleOffset;
            return;
        }

        batch.Release();
        head = _waiting[core].TryDequeue(out var following)
            ? new Head { Batch = following, Cycle = following.PushCycle(0) }
            : new Head { Cycle = long.MaxValue };
    }

    private struct Head
    {
        public RequestBatch? Batch;
        public int Index;
        public long Cycle;
    }
}
