using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>To the watched actor.</summary>
internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;
}
