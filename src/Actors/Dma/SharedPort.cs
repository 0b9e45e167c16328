using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>A port of a core that several channels answer to: their answers on the way, and the arbitration among them.</summary>
internal sealed class SharedPort
{
    private readonly Head[] _heads;
    private readonly Queue<ResponseBatch>[] _waiting;

    public SharedPort(int sources, int latency)
    {
        Ingress = new CrossbarIngress(sources, latency);
        _heads = new Head[sources];
        _waiting = new Queue<ResponseBatch>[sources];
        for (var i = 0; i < sources; i++)
        {
            _heads[i].Cycle = long.MaxValue;
            _waiting[i] = new Queue<ResponseBatch>();
        }
    }

    public CrossbarIngress Ingress { get; }

    /// <summary>Interconnect cycle up to which it has been drained.</summary>
    public long Cycle { get; set; } = -1;

    /// <summary>Interconnect cycle of the next push; <see cref="long.MaxValue"/> if none is known.</summary>
    public long NextPush { get; private set; } = long.MaxValue;

    public void Learn(ResponseBatch batch, int source)
    {
        if (_heads[source].Batch is not null)
        {
            _waiting[source].Enqueue(batch);
            return;
        }

        _heads[source] = Head.Of(batch);
        NextPush = Math.Min(NextPush, _heads[source].Cycle);
    }

    /// <summary>Pushes the answers of <paramref name="cycle"/>, which must be <see cref="NextPush"/>; each channel has at most one.</summary>
    public void Push(long cycle)
    {
        var next = long.MaxValue;
        for (var i = 0; i < _heads.Length; i++)
        {
            ref var head = ref _heads[i];
            if (head.Cycle == cycle)
            {
                PushOne(ref head, i, cycle);
            }

            next = Math.Min(next, head.Cycle);
        }

        NextPush = next;
    }

    private void PushOne(ref Head head, int source, long cycle)
    {
        var batch = head.Batch!;
        var responses = batch.Responses;
        Ingress.Push(cycle, source, 0, responses[head.Index].Slot);
        if (++head.Index < batch.Count)
        {
            head.Cycle = batch.BaseCycle + responses[head.Index].CycleOffset;
            return;
        }

        batch.Release();
        head = _waiting[source].TryDequeue(out var following) ? Head.Of(following) : new Head { Cycle = long.MaxValue };
    }

    private struct Head
    {
        public ResponseBatch? Batch;
        public int Index;
        public long Cycle;

        public static Head Of(ResponseBatch batch) => new() { Batch = batch, Cycle = batch.BaseCycle + batch.Responses[0].CycleOffset };
    }
}
