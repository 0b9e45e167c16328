using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Publishes what it gets as dead letters.</summary>
internal sealed class DeadLetterActorRef(ActorSystemImpl system, ActorPath path) : ActorRefBase, IInternalActorRef
{
    public override ActorPath Path { get; } = path;

    public ActorSystemImpl System { get; } = system;

    public override void Tell(object message, IActorRef? sender) =>
        System.PublishDeadLetter(message ?? throw new InvalidMessageException(), sender, this);

    public void SendSystemMessage(SystemMessage message)
    {
        if (message is Watch watch)
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false));
    }
}
