namespace Akka.Actor;

/// <summary>A message and who sent it.</summary>
public readonly struct Envelope
{
    public Envelope(object message, IActorRef? sender)
    {
        Message = message;
        Sender = sender!;
    }

    public object Message { get; }

    /// <summary>Null when there was no sender.</summary>
    public IActorRef Sender { get; }

    public override string ToString() => $"{Message} from {Sender?.ToString() ?? "NoSender"}";
}
