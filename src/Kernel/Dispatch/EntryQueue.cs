using System.Runtime.CompilerServices;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// Entries in order: a sorted run, drained from its head, and a heap for those that would be inserted far from the run's end.
/// With a few dozen entries everything stays in the run; with very many it is a heap.
/// </summary>
internal sealed class EntryQueue
{
    private const int LongestShift = 24;
    private readonly EntryHeap _late = new();
    private readonly EntrySort _sort = new();
    private MessageEntry[] _run = new MessageEntry[64];
    private int _head;
    private int _tail;

    public int Count => _tail - _head + _late.Count;

    /// <summary>Time of the earliest entry, <see cref="long.MaxValue"/> when empty.</summary>
    public long NextTicks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var next = _head < _tail ? _run[_head].Ticks : long.MaxValue;
            return _late.Count == 0 ? next : Math.Min(next, _late.Top.Ticks);
        }
    }

    /// <summary>Place of the earliest entry. The queue must not be empty.</summary>
    public int NextPlace
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _late.Count > 0 && (_head == _tail || MessageEntry.Before(in _late.Top, in _run[_head])) ? _late.Top.Place : _run[_head].Place;
    }

    public void Add(in MessageEntry e)
    {
        if (_tail - _head >= LongestShift && MessageEntry.Before(in e, in _run[_tail - LongestShift]))
        {
            _late.Add(in e);
            return;
        }

        if (_tail == _run.Length)
        {
            MakeRoom();
        }

        var run = _run;
        var i = _tail++;
        while (i > _head && MessageEntry.Before(in e, in run[i - 1]))
        {
            run[i] = run[i - 1];
            i--;
        }

        run[i] = e;
    }

    /// <summary>Adds an entry to an empty queue without regard to order; <see cref="SortAppended"/> must follow.</summary>
    public void Append(in MessageEntry e)
    {
        if (_tail == _run.Length)
        {
            MakeRoom();
        }

        _run[_tail++] = e;
    }

    /// <summary>Orders the appended entries, which must be of equal time or few.</summary>
    public void SortAppended() => _sort.Sort(_run.AsSpan(_head, _tail - _head));

    /// <summary>Removes the earliest entry and returns its place. The queue must not be empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Pop()
    {
        if (_late.Count > 0 && (_head == _tail || MessageEntry.Before(in _late.Top, in _run[_head])))
        {
            return _late.Pop();
        }

        var place = _run[_head++].Place;
        if (_head == _tail)
        {
            _head = _tail = 0;
        }

        return place;
    }

    private void MakeRoom()
    {
        var count = _tail - _head;
        var target = count > _run.Length / 2 ? new MessageEntry[_run.Length * 2] : _run;
        Array.Copy(_run, _head, target, 0, count);
        _run = target;
        _head = 0;
        _tail = count;
    }
}
