namespace Akka.Configuration;

/// <summary>Defaults, under the keys and with the values of Akka's own reference configuration.</summary>
internal static class ReferenceConfig
{
    public const string Text = """
        akka {
          loggers = ["Akka.Event.DefaultLogger"]
          loglevel = "INFO"
          log-dead-letters = 10
          actor {
            guardian-supervisor-strategy = "Akka.Actor.DefaultSupervisorStrategy"
            ask-timeout = infinite
            default-mailbox { mailbox-type = "Akka.Dispatch.UnboundedMailbox" }
            default-dispatcher { type = "Dispatcher", executor = "default-executor", throughput = 30 }
            internal-dispatcher { type = "Dispatcher", executor = "default-executor", throughput = 5 }
          }
          scheduler { implementation = "Akka.Actor.HashedWheelTimerScheduler" }
        }
        """;
}
