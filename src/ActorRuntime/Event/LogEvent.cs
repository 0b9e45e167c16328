using Akka.Actor;

namespace Akka.Event;

/// <summary>Something to log; published on the event stream.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <summary>Null when nothing was thrown.</summary>
    public Exception? Cause { get; protected set; }

    /// <summary>Path of an actor, or the name of what logs.</summary>
    public string LogSource { get; protected set; }

    public Type LogClass { get; protected set; }

    public object Message { get; protected set; }

    public abstract LogLevel LogLevel();

    public override string ToString() => Cause is null
        ? $"[{LogLevel().StringFor()}][{LogSource}] {Message}"
        : $"[{LogLevel().StringFor()}][{LogSource}] {Message}{Environment.NewLine}Cause: {Cause}";
}
