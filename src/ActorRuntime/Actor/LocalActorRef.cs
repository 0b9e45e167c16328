using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal sealed class LocalActorRef(ActorPath path) : ActorRefBase, IInternalActorRef
{
    private ActorCell _cell = null!;

    public override ActorPath Path { get; } = path;

    public ActorCell Cell => _cell;

    public ActorSystemImpl System => _cell.SystemImpl;

    public void Attach(ActorCell cell) => _cell = cell;

    public override void Tell(object message, IActorRef? sender) => _cell.Post(message, sender);

    public void SendSystemMessage(SystemMessage message) => _cell.PostSystem(message);
}
