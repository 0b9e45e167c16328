namespace ActorSim.Kernel;

/// <summary>Batches that arrived at one process: many senders, one receiver. What one sender pushed comes out in its order, so that
/// processes learn the events of a link in the order of sending.</summary>
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

    /// <summary>Takes all batches, the oldest first, chained by <see cref="LinkBatch.Next"/>.</summary>
    public LinkBatch? TakeAll()
    {
        if (IsEmpty)
        {
            return null;
        }

        LinkBatch? oldest = null;
        for (var batch = Interlocked.Exchange(ref _top, null); batch != null;)
        {
            var next = batch.Next;
            batch.Next = oldest;
            oldest = batch;
            batch = next;
        }

        return oldest;
    }
}
