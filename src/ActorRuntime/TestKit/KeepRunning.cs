using Akka.Actor;

namespace Akka.TestKit;

public sealed class KeepRunning : AutoPilot
{
    public static KeepRunning Instance { get; } = new();

    private KeepRunning()
    {
    }

    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is what a pilot returns, not a pilot");
}
