namespace Akka.Actor;

/// <summary>An actor did not handle the <see cref="Terminated"/> of one it watches.</summary>
public class DeathPactException : AkkaException
{
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    public IActorRef DeadActor { get; }
}
