using System.Collections.Concurrent;
using ActorSim.Kernel.Model;
using Akka.Actor;

namespace ActorSim.Tests.Contract;

/// <summary>Counts the messages that each actor receives, by path.</summary>
public sealed class CountingObserver : IMessageObserver
{
    public ConcurrentDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public void OnMessage(ActorPath receiver, TimedMessage message) =>
        Counts.AddOrUpdate(receiver.ToStringWithoutAddress(), 1, static (_, n) => n + 1);
}
