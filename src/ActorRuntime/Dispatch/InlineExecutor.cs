using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs an actor on the thread that sent to it: for actors without user code, such as guardians and test queues.</summary>
internal sealed class InlineExecutor : Executor
{
    public static InlineExecutor Instance { get; } = new();

    public override void Schedule(ActorCell cell) => cell.Run();

    public override void Stop()
    {
    }
}
