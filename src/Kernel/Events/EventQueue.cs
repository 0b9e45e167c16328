namespace ActorSim.Kernel;

/// <summary>A 4-ary heap of event structs in key order.</summary>
public sealed class EventQueue
{
    private SimEvent[] _heap = new SimEvent[64];

    public int Count { get; private set; }

    /// <summary>Time of the earliest event; <see cref="SimTime.Never"/> when empty.</summary>
    public SimTime NextTime => Count == 0 ? SimTime.Never : _heap[0].Time;

    public void Add(in SimEvent e)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var i = Count++;
        while (i > 0)
        {
            var parent = (i - 1) >> 2;
            if (!Before(in e, in _heap[parent]))
            {
                break;
            }

            _heap[i] = _heap[parent];
            i = parent;
        }

        _heap[i] = e;
    }

    /// <summary>Removes the earliest event. The queue must not be empty.</summary>
    public SimEvent Pop()
    {
        var top = _heap[0];
        var last = _heap[--Count];
        _heap[Count] = default;
        if (Count > 0)
        {
            SiftDown(last);
        }

        return top;
    }

    private void SiftDown(in SimEvent e)
    {
        var i = 0;
        while (true)
        {
            var first = (i << 2) + 1;
            if (first >= Count)
            {
                break;
            }

            var least = first;
            for (var c = first + 1; c < Math.Min(first + 4, Count); c++)
            {
                if (Before(in _heap[c], in _heap[least]))
                {
                    least = c;
                }
            }

            if (!Before(in _heap[least], in e))
            {
                break;
            }

            _heap[i] = _heap[least];
            i = least;
        }

        _heap[i] = e;
    }

    // Events of different processes at one key may stand in any order: no result depends on it. The target makes it fixed all the same.
    private static bool Before(in SimEvent a, in SimEvent b) =>
        a.Ticks != b.Ticks ? a.Ticks < b.Ticks : a.Order != b.Order ? a.Order < b.Order : a.Target < b.Target;
}
