using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The reference that stands for no actor: what is sent to it vanishes.</summary>
public sealed class Nobody : ActorRefBase, IInternalActorRef
{
    public static Nobody Instance { get; } = new();

    private Nobody()
    {
    }

    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/Nobody");

    ActorSystemImpl? IInternalActorRef.System => null;

    public override void Tell(object message, IActorRef? sender)
    {
    }

    void IInternalActorRef.SendSystemMessage(SystemMessage message)
    {
    }
}
