namespace Akka.Actor;

/// <summary>Well-known references.</summary>
public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>As a sender: there is none, answers go to the dead letters.</summary>
    public static readonly IActorRef? NoSender = null;
}
