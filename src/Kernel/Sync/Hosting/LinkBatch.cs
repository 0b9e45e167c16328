namespace ActorSim.Kernel;

/// <summary>Events on their way over one link. Pooled by the link: the receiver returns it once emptied.</summary>
internal sealed class LinkBatch(LinkChannel channel)
{
    private SimEvent[] _events = new SimEvent[8];
    private bool _hasBodies;

    /// <summary>The next batch of an <see cref="Inbox"/>.</summary>
    public LinkBatch? Next;

    public LinkChannel Channel { get; } = channel;

    public int Count { get; private set; }

    /// <summary>Time of the earliest event.</summary>
    public long LeastTicks { get; private set; } = long.MaxValue;

    public ReadOnlySpan<SimEvent> Events => _events.AsSpan(0, Count);

    public void Add(in SimEvent e)
    {
        if (Count == _events.Length)
        {
            Array.Resize(ref _events, Count * 2);
        }

        // Field by field: storing the null of the many events without a body would cost a garbage-collector barrier.
        ref var slot = ref _events[Count++];
        slot.Ticks = e.Ticks;
        slot.Order = e.Order;
        slot.Target = e.Target;
        slot.Kind = e.Kind;
        slot.Data = e.Data;
        if (e.Body != null)
        {
            slot.Body = e.Body;
            _hasBodies = true;
        }

        LeastTicks = Math.Min(LeastTicks, e.Ticks);
    }

    public void Clear()
    {
        if (_hasBodies)
        {
            Array.Clear(_events, 0, Count);
            _hasBodies = false;
        }

        Count = 0;
        LeastTicks = long.MaxValue;
        Next = null;
    }
}
