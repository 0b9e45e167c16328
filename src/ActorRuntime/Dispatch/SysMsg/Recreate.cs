namespace Akka.Dispatch.SysMsg;

/// <summary>A new instance, because of a failure.</summary>
internal sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause { get; } = cause;
}
