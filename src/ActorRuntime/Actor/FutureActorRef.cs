using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The sender of an Ask: the first answer completes its task, later ones are dropped as Akka does.</summary>
internal sealed class FutureActorRef<T>(ActorSystemImpl system, TaskCompletionSource<T> answer) : ActorRefBase, IInternalActorRef
{
    public override ActorPath Path { get; } = system.NextAskPath();

    public ActorSystemImpl System { get; } = system;

    public override void Tell(object message, IActorRef? sender)
    {
        switch (message)
        {
            case Status.Failure failure:
                answer.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));
                break;
            case T typed:
                answer.TrySetResult(typed);
                break;
            default:
                answer.TrySetException(new ArgumentException(
                    $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
                break;
        }
    }

    public void SendSystemMessage(SystemMessage message)
    {
        if (message is Watch watch && answer.Task.IsCompleted)
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true));
    }
}
