using Akka.Actor;

namespace Akka.Event;

/// <summary>A message that its actor did not handle; published on the event stream.</summary>
public sealed class UnhandledMessage
{
    public UnhandledMessage(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    public object Message { get; }

    public IActorRef Sender { get; }

    public IActorRef Recipient { get; }
}
