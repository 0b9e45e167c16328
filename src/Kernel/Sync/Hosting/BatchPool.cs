namespace ActorSim.Kernel;

/// <summary>Empty batches of one link: one taker (the source), one giver (the target), no locks. What does not fit is left to the
/// collector.</summary>
internal sealed class BatchPool(LinkChannel channel)
{
    private const int Capacity = 4;
    private readonly LinkBatch?[] _slots = new LinkBatch?[Capacity];
    private int _take;
    private int _give;

    public LinkBatch Take()
    {
        ref var slot = ref _slots[_take & (Capacity - 1)];
        var batch = Volatile.Read(ref slot);
        if (batch == null)
        {
            return new LinkBatch(channel);
        }

        Volatile.Write(ref slot, null);
        _take++;
        return batch;
    }

    public void Give(LinkBatch batch)
    {
        batch.Clear();
        ref var slot = ref _slots[_give & (Capacity - 1)];
        if (Volatile.Read(ref slot) == null)
        {
            Volatile.Write(ref slot, batch);
            _give++;
        }
    }
}
