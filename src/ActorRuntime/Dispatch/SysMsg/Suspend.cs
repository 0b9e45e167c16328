namespace Akka.Dispatch.SysMsg;

/// <summary>No messages until resumed.</summary>
internal sealed class Suspend : SystemMessage;
