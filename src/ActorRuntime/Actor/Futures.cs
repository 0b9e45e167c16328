namespace Akka.Actor;

/// <summary>Ask: a message whose answer is a task.</summary>
public static class Futures
{
    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Sends, and completes with the first answer; fails with the cause of a <see cref="Status.Failure"/>.</summary>
    /// <param name="self">Whom to ask.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">By the wall clock, as in Akka; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <exception cref="AskTimeoutException">In the task: no answer in time.</exception>
    /// <exception cref="ArgumentException">The one asked belongs to no system; in the task: the answer has another type.</exception>
    public static async Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var system = (self as IInternalActorRef)?.System
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var limit = timeout ?? system.Settings.AskTimeout;
        using var timer = new CancellationTokenSource();
        await using var onTime = timer.Token.Register(
            () => answer.TrySetException(new AskTimeoutException($"Timeout after {limit} seconds")));
        await using var onCancel = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        if (limit != Timeout.InfiniteTimeSpan && limit > TimeSpan.Zero)
            timer.CancelAfter(limit);
        self.Tell(message, new FutureActorRef<T>(system, answer));
        return await answer.Task.ConfigureAwait(false);
    }
}
