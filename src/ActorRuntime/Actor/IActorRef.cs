namespace Akka.Actor;

/// <summary>The handle of an actor: safe to send, to keep and to compare (path and incarnation).</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}
