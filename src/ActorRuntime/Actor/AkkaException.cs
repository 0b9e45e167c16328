namespace Akka.Actor;

/// <summary>Root of the runtime's own exceptions.</summary>
public abstract class AkkaException : Exception
{
    protected AkkaException()
    {
    }

    protected AkkaException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
