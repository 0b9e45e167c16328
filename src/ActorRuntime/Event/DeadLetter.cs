using Akka.Actor;

namespace Akka.Event;

/// <summary>A message that nobody will handle; published on the event stream.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    public DeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
