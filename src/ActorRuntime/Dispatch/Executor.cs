using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs actors that have messages. An actor is handed over at most once until it has run.</summary>
internal abstract class Executor
{
    public abstract void Schedule(ActorCell cell);

    /// <summary>Its threads end once they have nothing to do.</summary>
    public abstract void Stop();
}
