namespace Akka.Actor;

/// <summary>The new instance of a restarted actor failed to start.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, "Exception post restart (" + (originalCause?.GetType().ToString() ?? "null") + ")", cause) =>
        OriginalCause = originalCause;

    /// <summary>Why the actor was restarted.</summary>
    public Exception? OriginalCause { get; }
}
