using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Controller;

/// <summary>
/// From served requests to leaving answers. Reads wait for their data in the order they were served (a forwarded read too, even
/// if an earlier read's data come later); answers that are ready leave first-in first-out, one per cycle.
/// </summary>
internal sealed class AnswerQueue
{
    private readonly Ring _reads = new();
    private readonly Ring _held = new();
    private long _lastLeave = long.MinValue / 2;
    private long _lastReady = long.MinValue / 2;
    private long _horizon = long.MinValue / 2;
    private readonly int _gap;

    /// <summary>Answers leave one per cycle, or (<paramref name="onePerCycle"/> false) each as soon as it is ready.</summary>
    public AnswerQueue(bool onePerCycle = true) => _gap = onePerCycle ? 1 : 0;

    /// <summary>Cycle of the next answer that is certain to leave if no write is acknowledged before; MaxValue when none waits.</summary>
    public long Next
    {
        get
        {
            if (_held.Count > 0) return _held.FrontCycle;
            return _reads.Count > 0 ? Math.Max(_reads.FrontCycle, _lastLeave + _gap) : long.MaxValue;
        }
    }

    /// <summary>Last cycle in which an answer leaves so far.</summary>
    public long LastLeave => _lastLeave;

    /// <summary>Opens a span of cycles and hands out what was held back for it.</summary>
    public void Begin(long horizon, ref CompletionBuffer completions)
    {
        _horizon = horizon;
        while (_held.Count > 0 && _held.FrontCycle < horizon) completions.Add(_held.FrontCycle, _held.PopTag());
    }

    /// <summary>Ends the span: all reads whose data came before its horizon have their place.</summary>
    public void End(ref CompletionBuffer completions) => Flush(_horizon - 1, ref completions);

    /// <summary>A served read; its data (or forwarded data) are there in <paramref name="ready"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRead(long ready, int tag)
    {
        _lastReady = Math.Max(_lastReady, ready);
        _reads.Add(_lastReady, tag);
    }

    /// <summary>
    /// An acknowledged write: it leaves after all answers ready up to <paramref name="after"/>, not before <paramref name="cycle"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddWrite(long cycle, long after, int tag, ref CompletionBuffer completions)
    {
        Flush(after, ref completions);
        Leave(cycle, tag, ref completions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Flush(long upTo, ref CompletionBuffer completions)
    {
        while (_reads.Count > 0 && _reads.FrontCycle <= upTo)
        {
            var ready = _reads.FrontCycle;
            Leave(ready, _reads.PopTag(), ref completions);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(long ready, int tag, ref CompletionBuffer completions)
    {
        var leave = Math.Max(ready, _lastLeave + _gap);
        _lastLeave = leave;
        if (leave < _horizon) completions.Add(leave, tag);
        else _held.Add(leave, tag);
    }

    /// <summary>Growable ring of (cycle, tag).</summary>
    private sealed class Ring
    {
        private (long Cycle, int Tag)[] _items = new (long, int)[64];
        private int _first;

        public int Count { get; private set; }

        public long FrontCycle => _items[_first].Cycle;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long cycle, int tag)
        {
            if (Count == _items.Length) Grow();
            _items[(_first + Count) & (_items.Length - 1)] = (cycle, tag);
            Count++;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int PopTag()
        {
            var tag = _items[_first].Tag;
            _first = (_first + 1) & (_items.Length - 1);
            Count--;
            return tag;
        }

        private void Grow()
        {
            var larger = new (long, int)[(int)BitOperations.RoundUpToPowerOf2((uint)_items.Length + 1)];
            for (var i = 0; i < Count; i++) larger[i] = _items[(_first + i) & (_items.Length - 1)];
            _items = larger;
            _first = 0;
        }
    }
}
