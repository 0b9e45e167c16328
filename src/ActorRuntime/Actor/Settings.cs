using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The configuration of a system, defaults included.</summary>
public class Settings
{
    internal Settings(ActorSystem system, Config config)
    {
        System = system;
        Config = config.WithFallback(ConfigurationFactory.Default());
        LogLevel = Config.GetString("akka.loglevel", "INFO");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan);
        Loggers = Config.GetStringList("akka.loggers");
        LogDeadLetters = Config.GetString("akka.log-dead-letters", "10").ToLowerInvariant() switch
        {
            "on" or "true" => int.MaxValue,
            "off" or "false" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
    }

    public ActorSystem System { get; }

    public Config Config { get; }

    public string LogLevel { get; }

    /// <summary>How long an Ask without its own time-out waits; infinite by default.</summary>
    public TimeSpan AskTimeout { get; }

    public IList<string> Loggers { get; }

    /// <summary>How many dead letters are logged before the rest is only counted.</summary>
    public int LogDeadLetters { get; }
}
