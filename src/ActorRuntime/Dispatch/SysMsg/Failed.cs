using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>From a child to its supervisor.</summary>
internal sealed class Failed(LocalActorRef child, Exception cause) : SystemMessage
{
    public LocalActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;
}
