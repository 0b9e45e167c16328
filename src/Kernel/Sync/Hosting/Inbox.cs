namespace ActorSim.Kernel;

/// <summary>Batches that arrived at one process: many senders, one receiver. The order of arrival is lost, as it means nothing.</summary>
internal sealed class Inbox
{
    private LinkBatch? _top;

    public bool IsEmpty => Volatile.Read(ref _top) == null;

    public void Push(LinkBatch batch)
    {
        LinkBatch? top;
        do
        {
            top = Volatile.Read(ref _top);
            batch.Next = top;
        }
        while (Interlocked.CompareExchange(ref _top, batch, top) != top);
    }

    /// <summary>Takes all batches, chained by <see cref="LinkBatch.Next"/>.</summary>
    public LinkBatch? TakeAll() => IsEmpty ? null : Interlocked.Exchange(ref _top, null);
}
