namespace Akka.Dispatch.SysMsg;

/// <summary>The constructor and PreStart.</summary>
internal sealed class Create : SystemMessage;
