namespace ActorSim.Actors.Noc;

/// <summary>Keeps batches for reuse. One process rents, another returns, possibly on another thread; once per batch, so a lock is cheap.</summary>
public sealed class BatchPool<T>(Func<BatchPool<T>, T> create)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Stack<T> _free = new();

    public T Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out var batch))
            {
                return batch;
            }
        }

        return create(this);
    }

    public void Return(T batch)
    {
        lock (_lock)
        {
            _free.Push(batch);
        }
    }
}
