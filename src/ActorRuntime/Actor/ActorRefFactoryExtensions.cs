namespace Akka.Actor;

public static class ActorRefFactoryExtensions
{
    /// <summary>Starts an actor that has a constructor without parameters.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);
}
