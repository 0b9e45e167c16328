namespace Akka.Event;

/// <summary>Where an actor logs.</summary>
public interface ILoggingAdapter
{
    bool IsDebugEnabled { get; }

    bool IsInfoEnabled { get; }

    bool IsWarningEnabled { get; }

    bool IsErrorEnabled { get; }

    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs the text as it is.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
