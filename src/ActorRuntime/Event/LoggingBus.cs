namespace Akka.Event;

/// <summary>The log's part of the event stream.</summary>
public class LoggingBus
{
    private protected LoggingBus()
    {
    }

    /// <summary>Events below it are not made.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;
}
