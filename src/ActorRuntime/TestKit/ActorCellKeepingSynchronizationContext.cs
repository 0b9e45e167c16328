using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Keeps the test actor the implicit sender after an <c>await</c> in a test.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => RunHere(d, state), null);

    public override void Send(SendOrPostCallback d, object? state) => RunHere(d, state);

    private void RunHere(SendOrPostCallback callback, object? state)
    {
        var previousCell = ActorCell.Current;
        var previousContext = Current;
        ActorCell.Current = cell;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.Current = previousCell;
            SetSynchronizationContext(previousContext);
        }
    }
}
