using Akka.Actor;

namespace Akka.Event;

/// <summary>Makes loggers.</summary>
public static class Logging
{
    /// <summary>A logger whose source is the actor's path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context) =>
        new BusLogging(context.System.EventStream, context.Self.Path.ToString(), context.Props.Type);

    /// <summary>A logger whose source is an actor, a type or a name.</summary>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj)
    {
        var (name, type) = logSourceObj switch
        {
            string text => ($"{text}({system.Name})", typeof(string)),
            IActorRef actor => (actor.Path.ToString(), actor.GetType()),
            Type given => ($"{given.Name}({system.Name})", given),
            _ => ($"{logSourceObj.GetType().Name}({system.Name})", logSourceObj.GetType()),
        };
        return new BusLogging(system.EventStream, name, type);
    }

    /// <summary>The level of that name: DEBUG, INFO, WARNING, ERROR or OFF, in any case.</summary>
    /// <exception cref="ArgumentException">Another name.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => (LogLevel)int.MaxValue,
        _ => throw new ArgumentException($"Unknown LogLevel '{logLevel}'; expected DEBUG, INFO, WARNING, ERROR or OFF", nameof(logLevel)),
    };

    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => "OFF",
    };
}
