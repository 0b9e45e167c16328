namespace Akka.Actor;

/// <summary>What an actor that received <see cref="Kill"/> fails with.</summary>
public class ActorKilledException : AkkaException
{
    public ActorKilledException()
    {
    }

    public ActorKilledException(string message)
        : base(message)
    {
    }
}
