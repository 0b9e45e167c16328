namespace ActorSim.Kernel;

/// <summary>
/// A one-way connection between two logical processes. It owns its lookahead and its clock: a promise that nothing earlier will
/// be sent on it. Only the source sends and promises.
/// </summary>
public sealed class Link
{
    private ulong _sequence;

    internal Link(string name, LogicalProcess source, LogicalProcess target, int index, int ordinal, long lookaheadTicks)
    {
        Name = name;
        Source = source;
        Target = target;
        Index = index;
        Ordinal = ordinal;
        LookaheadTicks = lookaheadTicks;
    }

    public string Name { get; }

    public LogicalProcess Source { get; }

    public LogicalProcess Target { get; }

    /// <summary>Place among all links of the topology.</summary>
    public int Index { get; }

    /// <summary>Place among the target's input links, from 1 in declaration order (0 is the target itself).</summary>
    public int Ordinal { get; }

    /// <summary>Least delay, in ticks, from the source's present to an event sent now. Derived from the model, &gt; 0.</summary>
    public long LookaheadTicks { get; }

    /// <summary>The request link whose messages are the only cause of messages on this link, if there is one (see
    /// <see cref="TopologyBuilder.Reactive"/>).</summary>
    public Link? RequestLink { get; internal set; }

    /// <summary>The source's own promise: nothing earlier than this will be sent. Raised by <see cref="Promise"/> and never
    /// falls.</summary>
    public SimTime Clock { get; private set; }

    /// <summary>Fault injection: what is promised on this link gets lost on the way.</summary>
    internal bool LosesPromises { get; set; }

    /// <summary>Sends an event that happens at <paramref name="time"/> at the target.</summary>
    /// <exception cref="SynchronizationException">The time breaks the lookahead or an earlier promise.</exception>
    public void Send(SimTime time, int priority, int kind, long data = 0, object? body = null)
    {
        // The difference cannot overflow, as times are not negative; a sum could.
        if (time.Ticks - Source.Now.Ticks < LookaheadTicks || time < Clock || time.IsNever)
        {
            throw Refusal(time);
        }

        var e = new SimEvent
        {
            Ticks = time.Ticks,
            Order = EventKey.Pack(priority, Ordinal, _sequence++),
            Target = Target.Index,
            Kind = kind,
            Data = data,
            Body = body,
        };
        Source.Executor.Deliver(this, in e);
    }

    /// <summary>Promises that nothing earlier than <paramref name="time"/> will be sent on this link. A lower promise than before
    /// changes nothing.</summary>
    public void Promise(SimTime time)
    {
        if (time > Clock)
        {
            Clock = time;
            Source.Executor.Promised(this);
        }
    }

    private SynchronizationException Refusal(SimTime time) => new(time.IsNever
        ? $"link '{Name}': event sent at {Source.Now} lies beyond the range of time"
        : $"link '{Name}': event at {time} sent at {Source.Now} breaks the lookahead of {LookaheadTicks} ticks or the promise of {Clock}");
}
