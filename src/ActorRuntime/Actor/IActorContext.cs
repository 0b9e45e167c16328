namespace Akka.Actor;

/// <summary>What an actor may ask of the system. Only to be used by the actor itself, while it handles a message.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Self { get; }

    /// <summary>Who sent the message being handled; the dead letters when there was no sender.</summary>
    IActorRef Sender { get; }

    IActorRef Parent { get; }

    Props Props { get; }

    ActorSystem System { get; }

    /// <summary>The child of that name, or <see cref="Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>The children in the order in which they were started.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Replaces the newest behaviour.</summary>
    void Become(Receive receive);

    void BecomeStacked(Receive receive);

    /// <summary>Back to the behaviour below; the first one stays.</summary>
    void UnbecomeStacked();

    /// <summary>Stops a child, or the actor itself, after the message it is handling.</summary>
    void Stop(IActorRef child);
}
