using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal interface IInternalActorRef : IActorRef
{
    /// <summary>Null for <see cref="Nobody"/>.</summary>
    ActorSystemImpl? System { get; }

    void SendSystemMessage(SystemMessage message);
}
