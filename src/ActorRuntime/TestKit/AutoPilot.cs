using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Answers messages that a test actor gets, as they come.</summary>
public abstract class AutoPilot
{
    /// <summary>Go on with the same pilot.</summary>
    public static readonly KeepRunning KeepRunning = KeepRunning.Instance;

    /// <summary>No pilot any more.</summary>
    public static readonly NoAutoPilot NoAutoPilot = NoAutoPilot.Instance;

    /// <returns>The pilot for the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}
