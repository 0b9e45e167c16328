using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>A thread per actor.</summary>
internal sealed class PinnedDispatcher(string id, int throughput) : MessageDispatcher(id, throughput)
{
    internal override Executor Attach(ActorPath path) => new SingleWorker($"{Id}-{path.Name}");

    internal override void Detach(Executor executor) => executor.Stop();

    // Each worker is stopped with its actor.
    internal override void Stop()
    {
    }
}
