namespace Akka.Actor;

/// <summary>A message was stashed twice.</summary>
public class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}
