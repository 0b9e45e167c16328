namespace ActorSim.Actors.Core;

/// <summary>Times of events that are known and have not happened: a binary heap of ticks.</summary>
internal sealed class PendingTimes
{
    private long[] _heap = new long[32];
    private int _count;

    /// <summary>The earliest; <see cref="long.MaxValue"/> if there is none.</summary>
    public long Next => _count == 0 ? long.MaxValue : _heap[0];

    public void Add(long ticks)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        var i = _count++;
        for (; i > 0 && _heap[(i - 1) / 2] > ticks; i = (i - 1) / 2)
        {
            _heap[i] = _heap[(i - 1) / 2];
        }

        _heap[i] = ticks;
    }

    /// <summary>Removes the earliest. There must be one.</summary>
    public void RemoveNext()
    {
        var last = _heap[--_count];
        var i = 0;
        while (true)
        {
            var child = (2 * i) + 1;
            if (child >= _count)
            {
                break;
            }

            child += child + 1 < _count && _heap[child + 1] < _heap[child] ? 1 : 0;
            if (_heap[child] >= last)
            {
                break;
            }

            _heap[i] = _heap[child];
            i = child;
        }

        _heap[i] = last;
    }
}
