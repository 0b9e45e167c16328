using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Gives actors their threads, as a section of the configuration says.</summary>
public abstract class MessageDispatcher
{
    private protected MessageDispatcher(string id, int throughput)
    {
        Id = id;
        Throughput = throughput;
    }

    /// <summary>Path of its section in the configuration.</summary>
    public string Id { get; }

    /// <summary>Messages that an actor handles before others of the dispatcher have their turn; at least 1.</summary>
    public int Throughput { get; set; }

    /// <summary>The executor for a new actor.</summary>
    internal abstract Executor Attach(ActorPath path);

    /// <summary>The actor has stopped.</summary>
    internal abstract void Detach(Executor executor);

    internal abstract void Stop();
}
