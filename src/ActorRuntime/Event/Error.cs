namespace Akka.Event;

/// <summary>A failure; the supervisor of a failed actor publishes one with the actor's path and the cause.</summary>
public class Error : LogEvent
{
    public Error(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
