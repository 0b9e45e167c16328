namespace ActorSim.Kernel;

/// <summary>An event at rest in an <see cref="EventStore"/>, and the link to the next one of its chain.</summary>
internal struct StoredEvent
{
    public long Ticks;
    public ulong Order;
    public long Data;
    public int Target;
    public int Kind;
    public int Next;
    public bool HasBody;
}
