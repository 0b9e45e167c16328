using ActorSim.Actors.Noc;

namespace ActorSim.Actors.Dma;

/// <summary>Answers on their way to one core, by channel, in order of push.</summary>
internal sealed class ResponseArrivals
{
    private readonly Head[] _heads;
    private readonly Queue<ResponseBatch>[] _waiting;

    public ResponseArrivals(int channels)
    {
        _heads = new Head[channels];
        _waiting = new Queue<ResponseBatch>[channels];
        for (var i = 0; i < channels; i++)
        {
            _heads[i].Cycle = long.MaxValue;
            _waiting[i] = new Queue<ResponseBatch>();
        }
    }

    /// <summary>Interconnect cycle of the next push; <see cref="long.MaxValue"/> if none is known.</summary>
    public long NextCycle { get; private set; } = long.MaxValue;

    public void Add(ResponseBatch batch)
    {
        ref var head = ref _heads[batch.Channel];
        if (head.Batch is not null)
        {
            _waiting[batch.Channel].Enqueue(batch);
            return;
        }

        head = Head.Of(batch);
        NextCycle = Math.Min(NextCycle, head.Cycle);
    }

    /// <summary>Pushes all answers of <paramref name="cycle"/>, which must be <see cref="NextCycle"/>, at most one per channel, to their
    /// ports, and sets the bits of those ports in <paramref name="marks"/>.</summary>
    public void Push(long cycle, CrossbarIngress[] ports, Span<ulong> marks)
    {
        var next = long.MaxValue;
        for (var i = 0; i < _heads.Length; i++)
        {
            ref var head = ref _heads[i];
            if (head.Cycle == cycle)
            {
                PushOne(ref head, i, cycle, ports, marks);
            }

            next = Math.Min(next, head.Cycle);
        }

        NextCycle = next;
    }

    private void PushOne(ref Head head, int channel, long cycle, CrossbarIngress[] ports, Span<ulong> marks)
    {
        var batch = head.Batch!;
        var responses = batch.Responses;
        ref readonly var response = ref responses[head.Index];
        ports[response.Port].Push(cycle, channel, 0, response.Slot);
        marks[response.Port >> 6] |= 1UL << response.Port;
        if (++head.Index < batch.Count)
        {
            head.Cycle = batch.BaseCycle + responses[head.Index].CycleOffset;
            return;
        }

        batch.Return();
        head = _waiting[channel].TryDequeue(out var following) ? Head.Of(following) : new Head { Cycle = long.MaxValue };
    }

    private struct Head
    {
        public ResponseBatch? Batch;
        public int Index;
        public long Cycle;

        public static Head Of(ResponseBatch batch) => new() { Batch = batch, Cycle = batch.BaseCycle + batch.Responses[0].CycleOffset };
    }
}
