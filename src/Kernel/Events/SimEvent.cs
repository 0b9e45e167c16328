namespace ActorSim.Kernel;

/// <summary>One event for one logical process. A struct: queues and batches hold it by value, nothing is allocated for it.</summary>
public struct SimEvent
{
    /// <summary>When it happens, in ticks.</summary>
    public long Ticks;

    /// <summary>Order among events of the same time (<see cref="EventKey.Pack"/>).</summary>
    public ulong Order;

    /// <summary><see cref="LogicalProcess.Index"/> of the receiver.</summary>
    public int Target;

    /// <summary>The receiver's own enumeration of what happened.</summary>
    public int Kind;

    /// <summary>Payload of small events.</summary>
    public long Data;

    /// <summary>Payload of fat events (a pooled batch), owned by the receiver once delivered.</summary>
    public object? Body;

    public readonly SimTime Time => new(Ticks);

    public readonly EventKey Key => new(new SimTime(Ticks), Order);

    public readonly bool Before(in SimEvent other) => Ticks < other.Ticks || (Ticks == other.Ticks && Order < other.Order);
}
