namespace Akka.Actor;

public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends with the running actor as the sender; outside of one there is no sender.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Self);

    /// <summary>Sends with the sender of the message being handled.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Sender);
}
