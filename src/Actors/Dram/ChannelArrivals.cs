using System.Runtime.CompilerServices;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dram;

/// <summary>Requests on their way to one channel, by core, in order of push. Only cores that have some are looked at.</summary>
internal sealed class ChannelArrivals(int cores, int ports)
{
    private readonly Queue<RequestBatch>?[] _waiting = new Queue<RequestBatch>?[cores];
    private readonly Head[] _heads = new Head[cores];
    private readonly long[] _lastPushes = new long[cores];
    private readonly List<int> _active = [];

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
            _active.Add(core);
            NextCycle = Math.Min(NextCycle, _heads[core].Cycle);
        }
        else
        {
            (_waiting[core] ??= new Queue<RequestBatch>()).Enqueue(batch);
        }
    }

    /// <summary>Pushes all requests of <paramref name="cycle"/>, which must be <see cref="NextCycle"/>, into the ingress. The order of cores does not
    /// matter there.</summary>
    public void Push(long cycle, CrossbarIngress ingress)
    {
        var next = long.MaxValue;
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            var core = _active[i];
            ref var head = ref _heads[core];
            while (head.Cycle == cycle)
            {
                PushOne(ref head, core, cycle, ingress);
            }

            if (head.Batch is null)
            {
                _active[i] = _active[^1];
                _active.RemoveAt(_active.Count - 1);
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
        ingress.Push(cycle, (core * ports) + request.Port, request.Address, batch.Tag.Packed);
        if (++head.Index < batch.Count)
        {
            head.Cycle = batch.BaseCycle + requests[head.Index].CycleOffset;
            return;
        }

        batch.Release();
        head = _waiting[core] is { } waiting && waiting.TryDequeue(out var following)
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
