using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>To the actor that is watched no more.</summary>
internal sealed class Unwatch(IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watcher { get; } = watcher;
}
