namespace ActorSim.Kernel;

/// <summary>
/// A link between two hosted processes. Batches lie in the target's inbox; the clock is shared memory: the source first pushes its
/// batch, then raises the clock, and the target first reads the clock, then takes its inbox. What the target finds is therefore all
/// that is earlier than the clock it read.
/// </summary>
internal sealed class LinkChannel
{
    private readonly BatchPool _pool;
    private readonly UnansweredRequests _unanswered = new();
    private long _clock;
    private long _stamp;
    private LinkBatch? _outgoing;

    public LinkChannel(Link link, ProcessHost source, ProcessHost target)
    {
        Link = link;
        Source = source;
        Target = target;
        Lookahead = link.LookaheadTicks;
        _pool = new BatchPool(this);
    }

    public Link Link { get; }

    public ProcessHost Source { get; }

    public ProcessHost Target { get; }

    public long Lookahead { get; }

    /// <summary>On a reactive reply: the channel of the requests.</summary>
    public LinkChannel? Request { get; private set; }

    /// <summary>On a request: its reactive replies.</summary>
    public LinkChannel[] Replies { get; private set; } = [];

    /// <summary>Place among the target's inputs, from 0.</summary>
    public int Input => Link.Ordinal - 1;

    /// <summary>The clock as last published. Without a meaning of its own on a reactive reply (<see cref="View"/>).</summary>
    public long Clock => Volatile.Read(ref _clock);

    /// <summary>Events sent; of the source.</summary>
    public long Sent { get; private set; }

    /// <summary>Events taken from the inbox; of the target.</summary>
    public long Received { get; private set; }

    public void Pair(LinkChannel request)
    {
        Request = request;
        request.Replies = [.. request.Replies, this];
    }

    /// <summary>Source: puts an event into the batch that the next <see cref="TakeOutgoing"/> sends.</summary>
    public void Add(in SimEvent e)
    {
        if (e.Ticks < _clock && (Request == null || Request.Received == _stamp))
        {
            throw new SynchronizationException(
                $"link '{Link.Name}': event at {e.Time} breaks the promise of {new SimTime(_clock)}, which EarliestOutput of "
                + $"'{Link.Source.Name}' returned");
        }

        Sent++;
        (_outgoing ??= _pool.Take()).Add(in e);
    }

    public LinkBatch? TakeOutgoing()
    {
        var batch = _outgoing;
        _outgoing = null;
        return batch;
    }

    /// <summary>Target: counts and gives back a batch.</summary>
    public void Return(LinkBatch batch)
    {
        Received += batch.Count;
        _pool.Give(batch);
    }

    /// <summary>Client of a reactive link: a request has been sent that reaches the server at <paramref name="ticks"/>.</summary>
    public void Expect(long ticks)
    {
        _unanswered.Forget(Volatile.Read(ref _stamp));
        _unanswered.Add(Request!.Sent, ticks);
    }

    /// <summary>The lookahead later than <paramref name="ticks"/>, which may be "never".</summary>
    public long Later(long ticks) => ticks > long.MaxValue - Lookahead ? long.MaxValue : ticks + Lookahead;

    /// <summary>Target: nothing earlier than this will arrive, given the requests sent so far.</summary>
    public long View()
    {
        // The stamp first: a clock that is newer than the stamp read holds for fewer requests too.
        var stamp = Volatile.Read(ref _stamp);
        var clock = Volatile.Read(ref _clock);
        if (Request == null || stamp == Request.Sent)
        {
            return clock;
        }

        return Math.Min(clock, Later(_unanswered.LeastTicks(stamp)));
    }

    /// <summary>Source: publishes a promise. Returns true when it says more than the last one.</summary>
    public bool Publish(long clock)
    {
        if (Link.LosesPromises || (clock == _clock && (Request == null || Request.Received == _stamp)))
        {
            return false;
        }

        if (Request != null && Request.Received != _stamp)
        {
            // It may fall here, as more requests are known. Neither mixture of old and new says too much to the reader.
            Volatile.Write(ref _clock, Math.Min(_clock, clock));
            Volatile.Write(ref _stamp, Request.Received);
        }
        else if (clock < _clock)
        {
            throw new SynchronizationException($"link '{Link.Name}': the promise falls from {new SimTime(_clock)} to {new SimTime(clock)}; "
                + $"EarliestOutput of '{Link.Source.Name}' must not fall while its arguments rise");
        }

        Volatile.Write(ref _clock, clock);
        return true;
    }

    /// <summary>While all processes stand still: raises the clock to a global bound.</summary>
    public void Jump(long clock)
    {
        if (!Link.LosesPromises)
        {
            var received = Request?.Received ?? 0;
            _clock = received == _stamp ? Math.Max(_clock, clock) : clock;
            _stamp = received;
        }
    }
}
