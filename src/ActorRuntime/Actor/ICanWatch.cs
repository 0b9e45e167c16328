namespace Akka.Actor;

/// <summary>Death watch.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> when the subject stops; at once if it has stopped.</summary>
    /// <returns>The subject.</returns>
    IActorRef Watch(IActorRef subject);

    /// <summary>As <see cref="Watch"/>, with a message in place of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>No <see cref="Terminated"/> arrives after this, not even a queued one.</summary>
    IActorRef Unwatch(IActorRef subject);
}
