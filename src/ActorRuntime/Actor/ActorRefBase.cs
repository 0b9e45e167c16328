namespace Akka.Actor;

/// <summary>Equality and order of references.</summary>
public abstract class ActorRefBase : IActorRef
{
    private protected ActorRefBase()
    {
    }

    public abstract ActorPath Path { get; }

    public abstract void Tell(object message, IActorRef? sender);

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Path.Uid);

    public int CompareTo(IActorRef? other)
    {
        if (other is null)
            return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object? obj) =>
        obj is null or IActorRef
            ? CompareTo((IActorRef?)obj)
            : throw new ArgumentException("Object must be of type IActorRef.", nameof(obj));

    public override string ToString() => $"[{Path}#{Path.Uid}]";
}
