namespace ActorSim.Kernel.Model;

/// <summary>
/// Links from each of several sources to each of several targets, as between DMA engines and memory channels. A source has one fan, one
/// lookahead and one promise for all targets, and each target hears of one horizon for all sources: nothing is kept per pair.
/// </summary>
public abstract class LinkBundle
{
    private protected LinkBundle(string name, Unit[] sources, Unit[] targets, long lookaheadTicks)
    {
        Name = name;
        Sources = sources;
        Targets = targets;
        LookaheadTicks = lookaheadTicks;
    }

    public string Name { get; }

    public IReadOnlyList<Unit> Sources { get; }

    public IReadOnlyList<Unit> Targets { get; }

    /// <summary>Lookahead of each of its fans, in ticks.</summary>
    public long LookaheadTicks { get; }

    /// <summary>The bundle whose messages are the only cause of messages in this one, if there is one (see
    /// <see cref="TopologyBuilder.Reactive(LinkBundle, LinkBundle)"/>).</summary>
    public LinkBundle? Request { get; internal set; }

    /// <summary>On a bundle of requests: the reactive bundle back, if there is one.</summary>
    internal LinkBundle? Reply { get; set; }

    /// <summary>One per source.</summary>
    internal abstract IReadOnlyList<FanLink> FanLinks { get; }
}

/// <summary>The links of a source to all targets of a bundle, seen as one.</summary>
public abstract class FanLink : Link
{
    private protected FanLink(string name, LinkBundle bundle, Unit source, int index, int ordinal)
        : base(name, source, index, ordinal, bundle.LookaheadTicks) => Bundle = bundle;

    public LinkBundle Bundle { get; }
}

/// <summary>A bundle for messages of one kind.</summary>
/// <typeparam name="T">What is sent over it.</typeparam>
public sealed class LinkBundle<T> : LinkBundle
    where T : TimedMessage
{
    internal LinkBundle(string name, Unit[] sources, Unit[] targets, int firstIndex, int firstOrdinal, long lookaheadTicks)
        : base(name, sources, targets, lookaheadTicks)
    {
        var fans = new Fan<T>[sources.Length];
        for (var s = 0; s < fans.Length; s++)
        {
            fans[s] = new Fan<T>($"{sources[s].Name} -> {name}", this, sources[s], targets, firstIndex + s, firstOrdinal + s);
        }

        Fans = fans;
    }

    /// <summary>One per source, in the sources' order.</summary>
    public IReadOnlyList<Fan<T>> Fans { get; }

    internal override IReadOnlyList<FanLink> FanLinks => Fans;
}

/// <summary>The links of a source to all targets of a bundle, for messages of one kind.</summary>
/// <typeparam name="T">What is sent over it.</typeparam>
public sealed class Fan<T> : FanLink
    where T : TimedMessage
{
    private readonly Unit[] _targets;

    internal Fan(string name, LinkBundle bundle, Unit source, Unit[] targets, int index, int ordinal)
        : base(name, bundle, source, index, ordinal) => _targets = targets;

    /// <summary>Place among the bundle's targets of the one through which end number <paramref name="end"/> is reached: a bundle with one target, such as
    /// a network, leads to all ends.</summary>
    public int Toward(int end) => _targets.Length == 1 ? 0 : end;

    /// <summary>Sends a message that happens at <paramref name="time"/> at a target.</summary>
    /// <param name="target">Place among the bundle's targets.</param>
    /// <param name="message">The message, the receiver's from now on.</param>
    /// <param name="time">When it happens there.</param>
    /// <param name="priority">Phase within that time.</param>
    /// <exception cref="SynchronizationException">The time breaks the lookahead or an earlier promise.</exception>
    public void Send(int target, T message, SimTime time, int priority) => Send(message, _targets[target], time, priority);
}
