namespace Akka.Actor;

/// <summary>Starts actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Starts a child; returns before its constructor ran.</summary>
    /// <param name="props">What to start.</param>
    /// <param name="name">Unique among its siblings; null for a generated one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or malformed.</exception>
    /// <exception cref="Configuration.ConfigurationException">Its dispatcher or mailbox is not configured.</exception>
    IActorRef ActorOf(Props props, string? name = null);
}
