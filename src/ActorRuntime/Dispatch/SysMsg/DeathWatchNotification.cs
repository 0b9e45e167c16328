using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>To the parent and the watchers of an actor that has stopped.</summary>
internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : SystemMessage
{
    public IActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;
}
