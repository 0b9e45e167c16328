using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>
/// Answers on their way to one core: a stream per channel, each of at most one answer per interconnect cycle. The cycles of the streams' first
/// answers stand side by side, so that the streams of a cycle, and the next cycle, are found eight at a time.
/// </summary>
internal sealed class AnswerStreams
{
    private const int Never = int.MaxValue;

    // Stands for all cycles that are too far from the base; the base moves before one of them can be the next.
    private const int Far = Never - 1;
    private const int RebaseSpan = 1 << 30;
    private readonly int[] _cycles;
    private readonly Stream[] _streams;
    private long _base;

    public AnswerStreams(int channels)
    {
        var padded = (channels + Vector256<int>.Count - 1) / Vector256<int>.Count * Vector256<int>.Count;
        _cycles = new int[padded];
        Array.Fill(_cycles, Never);
        _streams = new Stream[channels];
    }

    /// <summary>Interconnect cycle of the next push; <see cref="long.MaxValue"/> if none is known.</summary>
    public long NextCycle { get; private set; } = long.MaxValue;

    /// <summary>Takes a batch over; it goes back to its pool when all its answers have been pushed.</summary>
    public void Add(ResponseBatch batch)
    {
        ref var stream = ref _streams[batch.Channel];
        if (stream.Batch is not null)
        {
            (stream.Waiting ??= new Queue<ResponseBatch>()).Enqueue(batch);
            return;
        }

        stream.Batch = batch;
        stream.Index = 0;
        var cycle = stream.NextCycle;
        NextCycle = Math.Min(NextCycle, cycle);
        if (NextCycle < _base || NextCycle - _base > RebaseSpan)
        {
            Rebase(NextCycle);
        }

        _cycles[batch.Channel] = Relative(cycle);
    }

    /// <summary>Pushes all answers of <paramref name="cycle"/>, which must be <see cref="NextCycle"/>, to their ports.</summary>
    public void Push(long cycle, PortBank ports)
    {
        if (cycle - _base > RebaseSpan)
        {
            Rebase(cycle);
        }

        ports.Open(cycle);
        var present = Vector256.Create((int)(cycle - _base));
        var next = Vector256.Create(Never);
        var blocks = MemoryMarshal.Cast<int, Vector256<int>>(_cycles.AsSpan());
        for (var b = 0; b < blocks.Length; b++)
        {
            var due = Vector256.Equals(blocks[b], present).ExtractMostSignificantBits();
            for (; due != 0; due &= due - 1)
            {
                PushFirst((b * Vector256<int>.Count) + BitOperations.TrailingZeroCount(due), ports);
            }

            next = Vector256.Min(next, blocks[b]);
        }

        var least = Least(next);
        NextCycle = least == Never ? long.MaxValue : _base + least;
        if (least == Far)
        {
            FindFarNext();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushFirst(int channel, PortBank ports)
    {
        ref var stream = ref _streams[channel];
        var batch = stream.Batch!;
        ref readonly var response = ref batch.Responses[stream.Index];
        ports.Push(response.Port, channel, response.Slot);
        if (++stream.Index == batch.Count)
        {
            batch.Release();
            stream.Index = 0;
            if (stream.Waiting is null || !stream.Waiting.TryDequeue(out batch))
            {
                stream.Batch = null;
                _cycles[channel] = Never;
                return;
            }

            stream.Batch = batch;
        }

        _cycles[channel] = Relative(stream.NextCycle);
    }

    private int Relative(long cycle) => (int)Math.Min(cycle - _base, Far);

    private void FindFarNext()
    {
        NextCycle = long.MaxValue;
        foreach (ref readonly var stream in _streams.AsSpan())
        {
            NextCycle = stream.Batch is null ? NextCycle : Math.Min(NextCycle, stream.NextCycle);
        }

        Rebase(NextCycle);
    }

    // To no later than the next cycle of any stream.
    private void Rebase(long to)
    {
        _base = to;
        for (var c = 0; c < _streams.Length; c++)
        {
            _cycles[c] = _streams[c].Batch is null ? Never : Relative(_streams[c].NextCycle);
        }
    }

    private static int Least(Vector256<int> v)
    {
        var m = Vector128.Min(v.GetLower(), v.GetUpper());
        m = Vector128.Min(m, Vector128.Shuffle(m, Vector128.Create(2, 3, 0, 1)));
        m = Vector128.Min(m, Vector128.Shuffle(m, Vector128.Create(1, 0, 3, 2)));
        return m.ToScalar();
    }

    private struct Stream
    {
        public ResponseBatch? Batch;
        public int Index;
        public Queue<ResponseBatch>? Waiting;

        public readonly long NextCycle => Batch!.BaseCycle + Batch.Responses[Index].CycleOffset;
    }
}
