namespace Akka.Dispatch.SysMsg;

/// <summary>Handled ahead of the messages of users. Linked, so that queueing one allocates nothing.</summary>
internal abstract class SystemMessage
{
    public SystemMessage? Next { get; set; }
}
