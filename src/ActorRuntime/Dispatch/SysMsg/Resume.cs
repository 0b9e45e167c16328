namespace Akka.Dispatch.SysMsg;

/// <summary>Goes on after <see cref="Suspend"/> or a failure.</summary>
internal sealed class Resume : SystemMessage;
