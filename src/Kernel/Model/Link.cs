namespace ActorSim.Kernel.Model;

/// <summary>
/// A one-way connection out of a unit. It owns its lookahead and its clock: a promise that nothing earlier will be sent on it. Only the
/// source sends and promises.
/// </summary>
public abstract class Link
{
    private ulong _sequence;

    private protected Link(string name, Unit source, int index, int ordinal, long lookaheadTicks)
    {
        Name = name;
        Source = source;
        Index = index;
        Ordinal = ordinal;
        LookaheadTicks = lookaheadTicks;
    }

    public string Name { get; }

    public Unit Source { get; }

    /// <summary>Place among all links of the topology.</summary>
    public int Index { get; }

    /// <summary>Place among the input links of each target, from 1 in declaration order (0 is the target itself).</summary>
    public int Ordinal { get; }

    /// <summary>Least delay, in ticks, from the source's present to a message sent now. Derived from the model.</summary>
    public long LookaheadTicks { get; }

    /// <summary>The source's own promise: nothing earlier than this will be sent. Raised by <see cref="Promise"/> and never falls.</summary>
    public SimTime Clock { get; private set; }

    /// <summary>Messages sent.</summary>
    public long Sent => (long)_sequence;

    /// <summary>Fault injection: what is promised on this link gets lost on the way.</summary>
    internal bool LosesPromises { get; set; }

    /// <summary>Promises that nothing earlier than <paramref name="time"/> will be sent on this link. A lower promise than before
    /// changes nothing.</summary>
    public void Promise(SimTime time) => Clock = SimTime.Max(Clock, time);

    /// <summary>The lookahead later than <paramref name="ticks"/>, which may be "never".</summary>
    internal long Later(long ticks) => ticks > long.MaxValue - LookaheadTicks ? long.MaxValue : ticks + LookaheadTicks;

    private protected void Send(TimedMessage message, Unit target, SimTime time, int priority)
    {
        // The difference cannot overflow, as times are not negative; a sum could.
        if (time.Ticks - Source.Now.Ticks < LookaheadTicks || time < Clock || time.IsNever)
        {
            throw Refusal(time);
        }

        message.Stamp(time.Ticks, EventKey.Pack(priority, Ordinal, _sequence++), Source.Index, target.Index);
        target.Address!.Tell(message, Source.Address);
    }

    private SynchronizationException Refusal(SimTime time) => new(time.IsNever
        ? $"link '{Name}': message sent at {Source.Now} lies beyond the range of time"
        : $"link '{Name}': message at {time} sent at {Source.Now} breaks the lookahead of {LookaheadTicks} ticks or the promise of {Clock}");
}

/// <summary>A link to one unit.</summary>
public abstract class SingleLink : Link
{
    private protected SingleLink(string name, Unit source, Unit target, int index, int ordinal, long lookaheadTicks)
        : base(name, source, index, ordinal, lookaheadTicks) => Target = target;

    public Unit Target { get; }

    /// <summary>The request link whose messages are the only cause of messages on this link, if there is one (see
    /// <see cref="TopologyBuilder.Reactive(SingleLink, SingleLink)"/>).</summary>
    public SingleLink? Request { get; internal set; }

    /// <summary>On a request link: the reactive link back, if there is one.</summary>
    internal SingleLink? Reply { get; set; }
}

/// <summary>A link to one unit, for messages of one kind.</summary>
/// <typeparam name="T">What is sent over it.</typeparam>
public sealed class Link<T> : SingleLink
    where T : TimedMessage
{
    internal Link(string name, Unit source, Unit target, int index, int ordinal, long lookaheadTicks)
        : base(name, source, target, index, ordinal, lookaheadTicks)
    {
    }

    /// <summary>Sends a message that happens at <paramref name="time"/> at the target.</summary>
    /// <exception cref="SynchronizationException">The time breaks the lookahead or an earlier promise.</exception>
    public void Send(T message, SimTime time, int priority) => Send(message, Target, time, priority);
}
