namespace ActorSim.Kernel.Model;

/// <summary>Messages of one sender and one type, for reuse.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="crossesGroups">
/// Whether its receivers may run on another thread than the sender. Within a group (<see cref="Unit.Group"/>) they never do, and nothing
/// needs to be locked.
/// </param>
public sealed class MessagePool<T>(bool crossesGroups) : IMessageHome
    where T : TimedMessage, new()
{
    private readonly Lock? _lock = crossesGroups ? new Lock() : null;
    private T[] _free = new T[4];
    private int _count;

    /// <summary>A message with whatever it last held.</summary>
    public T Rent()
    {
        if (_lock is null)
        {
            return _count > 0 ? _free[--_count] : Create();
        }

        lock (_lock)
        {
            if (_count > 0)
            {
                return _free[--_count];
            }
        }

        return Create();
    }

    void IMessageHome.TakeBack(TimedMessage message)
    {
        if (_lock is null)
        {
            Push((T)message);
            return;
        }

        lock (_lock)
        {
            Push((T)message);
        }
    }

    private T Create()
    {
        var message = new T();
        message.Settle(this);
        return message;
    }

    private void Push(T message)
    {
        if (_count == _free.Length)
        {
            Array.Resize(ref _free, _count * 2);
        }

        _free[_count++] = message;
    }
}
