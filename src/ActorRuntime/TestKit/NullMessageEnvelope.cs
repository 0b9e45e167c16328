using Akka.Actor;

namespace Akka.TestKit;

/// <summary>No message yet.</summary>
internal sealed class NullMessageEnvelope : MessageEnvelope
{
    public static NullMessageEnvelope Instance { get; } = new();

    public override object Message => throw new IllegalActorStateException("last receive did not dequeue a message");

    public override IActorRef Sender => throw new IllegalActorStateException("last receive did not dequeue a message");
}
