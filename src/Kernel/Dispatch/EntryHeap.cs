namespace ActorSim.Kernel.Dispatch;

/// <summary>A 4-ary heap of entries: for the many that a sorted run would shift too far.</summary>
internal sealed class EntryHeap
{
    private MessageEntry[] _heap = new MessageEntry[16];

    public int Count { get; private set; }

    /// <summary>The earliest entry. The heap must not be empty.</summary>
    public ref readonly MessageEntry Top => ref _heap[0];

    public void Add(in MessageEntry e)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var i = Count++;
        while (i > 0)
        {
            var parent = (i - 1) >> 2;
            if (!MessageEntry.Before(in e, in _heap[parent]))
            {
                break;
            }

            _heap[i] = _heap[parent];
            i = parent;
        }

        _heap[i] = e;
    }

    /// <summary>Removes the earliest entry and returns its place. The heap must not be empty.</summary>
    public int Pop()
    {
        var place = _heap[0].Place;
        var last = _heap[--Count];
        if (Count > 0)
        {
            SiftDown(in last);
        }

        return place;
    }

    private void SiftDown(in MessageEntry e)
    {
        var i = 0;
        for (var first = 1; first < Count; first = (i << 2) + 1)
        {
            var least = first;
            for (var c = first + 1; c < Math.Min(first + 4, Count); c++)
            {
                if (MessageEntry.Before(in _heap[c], in _heap[least]))
                {
                    least = c;
                }
            }

            if (!MessageEntry.Before(in _heap[least], in e))
            {
                break;
            }

            _heap[i] = _heap[least];
            i = least;
        }

        _heap[i] = e;
    }
}
