using System.Runtime.CompilerServices;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dram;

/// <summary>Requests on their way to one channel, by core, in order of push. Those of the core that pushes next come first: a heap of the cores that
/// have some.</summary>
internal sealed class ChannelArrivals(int cores, int ports)
{
    private readonly Queue<RequestBatch>?[] _waiting = new Queue<RequestBatch>?[cores];
    private readonly Head[] _heads = new Head[cores];
    private readonly long[] _lastPushes = new long[cores];
    private (long Cycle, int Core)[] _heap = new (long, int)[4];
    private int _count;

    /// <summary>Interconnect cycle of the next push; <see cref="long.MaxValue"/> if none is known.</summary>
    public long NextCycle => _count == 0 ? long.MaxValue : _heap[0].Cycle;

    /// <summary>Interconnect cycle of the last push of <paramref name="core"/> that is known: what it pushes before is known too.</summary>
    public long LastPush(int core) => _lastPushes[core];

    public void Add(RequestBatch batch)
    {
        var core = batch.Tag.Core;
        _lastPushes[core] = batch.PushCycle(batch.Count - 1);
        if (_heads[core].Batch is null)
        {
            _heads[core] = new Head { Batch = batch, Cycle = batch.PushCycle(0) };
            Enter(_heads[core].Cycle, core);
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
        while (_count > 0 && _heap[0].Cycle == cycle)
        {
            var core = _heap[0].Core;
            ref var head = ref _heads[core];
            PushOne(ref head, core, cycle, ingress);
            var follower = head.Batch is null ? _heap[--_count] : (head.Cycle, core);
            SiftDown(follower);
        }
    }

    private void Enter(long cycle, int core)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        var i = _count++;
        for (; i > 0 && _heap[(i - 1) / 2].Cycle > cycle; i = (i - 1) / 2)
        {
            _heap[i] = _heap[(i - 1) / 2];
        }

        _heap[i] = (cycle, core);
    }

    // Puts an entry in place of the first.
    private void SiftDown((long Cycle, int Core) entry)
    {
        var i = 0;
        for (var child = 1; child < _count; child = (2 * i) + 1)
        {
            child += child + 1 < _count && _heap[child + 1].Cycle < _heap[child].Cycle ? 1 : 0;
            if (_heap[child].Cycle >= entry.Cycle)
            {
                break;
            }

            _heap[i] = _heap[child];
            i = child;
        }

        _heap[i] = entry;
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
