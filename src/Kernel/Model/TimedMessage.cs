namespace ActorSim.Kernel.Model;

/// <summary>
/// What units say to each other: data with a time. The concrete types are the nouns of a protocol. A message belongs to its receiver once
/// it is sent; it carries no object that its sender still works with, so that it could as well cross a process.
/// </summary>
public abstract class TimedMessage
{
    private IMessageHome? _home;
    private long _ticks;

    /// <summary>When it happens at the receiver.</summary>
    public SimTime Time => new(_ticks);

    /// <summary>Order among the receiver's messages of the same time: priority, ordinal of the input link (0: the unit itself), sequence
    /// (<see cref="EventKey.Pack"/>).</summary>
    public ulong Order { get; private set; }

    /// <summary>Place of the receiver among the units of the topology.</summary>
    public int Target { get; private set; }

    /// <summary>Place of the sender among the units of the topology.</summary>
    public int Source { get; private set; }

    internal long Ticks => _ticks;

    /// <summary>Whether the receiver keeps it beyond its handling, and releases it itself.</summary>
    protected internal virtual bool OutlivesHandling => false;

    /// <summary>Gives it back to the pool it comes from, if it comes from one. Its receiver's last act.</summary>
    public virtual void Release() => _home?.TakeBack(this);

    internal void Settle(IMessageHome home) => _home = home;

    internal void Stamp(long ticks, ulong order, int source, int target)
    {
        _ticks = ticks;
        Order = order;
        Source = source;
        Target = target;
    }
}

/// <summary>Where a pooled message goes when it is released.</summary>
internal interface IMessageHome
{
    void TakeBack(TimedMessage message);
}

/// <summary>The first message of every unit, at time 0: the simulation begins.</summary>
public sealed class SimulationBegins : TimedMessage;
