using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>All actors of the dispatcher on the same thread or threads.</summary>
internal sealed class SharedDispatcher(string id, int throughput, Executor executor) : MessageDispatcher(id, throughput)
{
    internal override Executor Attach(ActorPath path) => executor;

    internal override void Detach(Executor unused)
    {
    }

    internal override void Stop() => executor.Stop();
}
