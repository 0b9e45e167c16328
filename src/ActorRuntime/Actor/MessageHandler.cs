namespace Akka.Actor;

/// <summary>One handler of a <see cref="ReceiveActor"/>.</summary>
internal abstract class MessageHandler
{
    /// <summary>Whether it leaves nothing for handlers after it.</summary>
    public abstract bool HandlesAll { get; }

    public abstract bool Accepts(Type messageType);

    /// <summary>Only called with a message of an accepted type.</summary>
    public abstract bool TryHandle(object message);
}
