using System.Numerics;
using ActorSim.Actors.Noc;

namespace ActorSim.Actors.Dma;

/// <summary>
/// Answers on their way to one core, by the interconnect cycle of their push: a ring of cycles, each a chain of answers, which grows
/// with how far ahead answers are known. The answers of one cycle come from different channels, so their order does not matter.
/// </summary>
internal sealed class ResponseArrivals
{
    private const int End = -1;
    private const int Free = -2;
    private int[] _heads = NewRing(1024);
    private ulong[] _used = new ulong[1024 / 64];
    private Arrival[] _arrivals = new Arrival[1024];
    private int _cursor;
    private int _count;
    private long _last = -1;

    public ResponseArrivals() => MarkFree(0);

    /// <summary>Interconnect cycle of the next push; <see cref="long.MaxValue"/> if none is known.</summary>
    public long NextCycle { get; private set; } = long.MaxValue;

    /// <summary>Takes the answers of a batch over, and gives the batch back.</summary>
    public void Add(ResponseBatch batch)
    {
        var responses = batch.Responses.AsSpan(0, batch.Count);
        var first = batch.BaseCycle + responses[0].CycleOffset;
        var last = batch.BaseCycle + responses[^1].CycleOffset;
        Reserve(Math.Min(first, NextCycle), Math.Max(last, _last));
        var mask = _heads.Length - 1;
        foreach (ref readonly var response in responses)
        {
            var place = (int)(batch.BaseCycle + response.CycleOffset) & mask;
            var i = TakeFree();
            _arrivals[i] = new Arrival { Slot = response.Slot, Port = response.Port, Channel = (ushort)batch.Channel, Next = _heads[place] };
            _heads[place] = i;
            _used[place >> 6] |= 1UL << place;
        }

        NextCycle = Math.Min(NextCycle, first);
        _last = Math.Max(_last, last);
        batch.Return();
    }

    /// <summary>Pushes all answers of <paramref name="cycle"/>, which must be <see cref="NextCycle"/>, to their ports, and sets the bits
    /// of those ports in <paramref name="marks"/>.</summary>
    public void Push(long cycle, CrossbarIngress[] ports, Span<ulong> marks)
    {
        var place = (int)cycle & (_heads.Length - 1);
        var i = _heads[place];
        while (i != End)
        {
            ref var arrival = ref _arrivals[i];
            ports[arrival.Port].Push(cycle, arrival.Channel, 0, arrival.Slot);
            marks[arrival.Port >> 6] |= 1UL << arrival.Port;
            var next = arrival.Next;
            arrival.Next = Free;
            _count--;
            i = next;
        }

        _heads[place] = End;
        _used[place >> 6] &= ~(1UL << place);
        NextCycle = _count == 0 ? long.MaxValue : NextUsed(cycle);
    }

    private long NextUsed(long cycle)
    {
        var start = (int)(cycle + 1) & (_heads.Length - 1);
        var word = start >> 6;
        var bits = _used[word] & (ulong.MaxValue << (start & 63));
        while (bits == 0)
        {
            word = word + 1 == _used.Length ? 0 : word + 1;
            bits = _used[word];
        }

        var place = (word << 6) + BitOperations.TrailingZeroCount(bits);
        return cycle + 1 + ((place - start) & (_heads.Length - 1));
    }

    // Cycles first to last must have places of their own.
    private void Reserve(long first, long last)
    {
        if (last - first < _heads.Length)
        {
            return;
        }

        var old = _heads;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(last - first + 1));
        _heads = NewRing(size);
        _used = new ulong[size / 64];
        for (var cycle = NextCycle; _count > 0 && cycle <= _last; cycle++)
        {
            var head = old[(int)cycle & (old.Length - 1)];
            if (head != End)
            {
                var place = (int)cycle & (size - 1);
                _heads[place] = head;
                _used[place >> 6] |= 1UL << place;
            }
        }
    }

    // Places are taken in a circle: answers go in about the order in which they came, so the next place is nearly always free, and
    // memory is walked in order.
    private int TakeFree()
    {
        if (_count >= _arrivals.Length)
        {
            Grow();
        }

        while (_arrivals[_cursor].Next != Free)
        {
            _cursor = (_cursor + 1) & (_arrivals.Length - 1);
        }

        var i = _cursor;
        _cursor = (i + 1) & (_arrivals.Length - 1);
        _count++;
        return i;
    }

    private void Grow()
    {
        var old = _arrivals.Length;
        Array.Resize(ref _arrivals, old * 2);
        MarkFree(old);
        _cursor = old;
    }

    private void MarkFree(int from)
    {
        for (var i = from; i < _arrivals.Length; i++)
        {
            _arrivals[i].Next = Free;
        }
    }

    private static int[] NewRing(int size)
    {
        var ring = new int[size];
        Array.Fill(ring, End);
        return ring;
    }

    private struct Arrival
    {
        public int Slot;
        public int Next;
        public ushort Port;
        public ushort Channel;
    }
}
