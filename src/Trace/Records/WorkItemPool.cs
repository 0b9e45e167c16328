namespace ActorSim.Trace.Records;

/// <summary>Work-items for reuse. Safe for concurrent use: one thread may rent what another returns.</summary>
public sealed class WorkItemPool
{
    private readonly Lock _lock = new();
    private readonly Stack<WorkItem> _free = new();
    private readonly int _keep;
    private readonly int _keepRecords;

    /// <param name="keep">Work-items kept for reuse; more are left to the garbage collector.</param>
    /// <param name="keepRecords">A work-item whose arrays have grown beyond this many records is not kept.</param>
    public WorkItemPool(int keep = 256, int keepRecords = 1 << 20)
    {
        _keep = keep;
        _keepRecords = keepRecords;
    }

    /// <summary>An empty work-item that the caller owns.</summary>
    public WorkItem Rent()
    {
        WorkItem? item;
        lock (_lock)
            _free.TryPop(out item);
        if (item is null)
            return new WorkItem(this);
        item.MarkRented();
        item.Clear();
        return item;
    }

    internal void Add(WorkItem item)
    {
        if (item.RecordPool.Capacity > _keepRecords)
            return;
        lock (_lock)
        {
            if (_free.Count < _keep)
                _free.Push(item);
        }
    }
}
