using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>A pool of messages at fixed places with their keys, so that queues move small entries and not references.</summary>
internal sealed class MessageStore
{
    // Place 0 stands for "none".
    private StoredMessage[] _keys = new StoredMessage[64];
    private TimedMessage?[] _messages = new TimedMessage?[64];
    private int _free;
    private int _used = 1;

    public ref StoredMessage this[int place] => ref _keys[place];

    public int Put(TimedMessage message)
    {
        var place = _free;
        if (place != 0)
        {
            _free = _keys[place].Next;
        }
        else
        {
            place = Claim();
        }

        ref var stored = ref _keys[place];
        stored.Ticks = message.Ticks;
        stored.Order = message.Order;
        stored.Target = message.Target;
        _messages[place] = message;
        return place;
    }

    public TimedMessage Take(int place)
    {
        // Left in place, to be written over by the next: clearing it would cost as much as putting it.
        _keys[place].Next = _free;
        _free = place;
        return _messages[place]!;
    }

    private int Claim()
    {
        if (_used == _keys.Length)
        {
            Array.Resize(ref _keys, _used * 2);
            Array.Resize(ref _messages, _used * 2);
        }

        return _used++;
    }
}

/// <summary>The key of a message in a <see cref="MessageStore"/>, and the next place of a chain.</summary>
internal struct StoredMessage
{
    public long Ticks;
    public ulong Order;
    public int Target;
    public int Next;
}
