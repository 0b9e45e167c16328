namespace Akka.Actor;

/// <summary><c>PreRestart</c> of the failed instance failed too.</summary>
public class PreRestartException : ActorInitializationException
{
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"Exception in PreRestart (cause {cause?.GetType()}, message {optionalMessage})", restartException)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    public Exception RestartException { get; }

    /// <summary>The message that was being handled.</summary>
    public object? OptionalMessage { get; }
}
