namespace Akka.Actor;

public static class ActorRefExtensions
{
    /// <summary>Null or <see cref="Nobody"/>.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody;
}
