using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test actor got.</summary>
public abstract class MessageEnvelope
{
    private protected MessageEnvelope()
    {
    }

    public abstract object Message { get; }

    public abstract IActorRef Sender { get; }
}
