namespace Akka.Dispatch.SysMsg;

/// <summary>Stop children, then itself.</summary>
internal sealed class Terminate : SystemMessage;
