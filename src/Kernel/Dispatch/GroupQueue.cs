using System.Runtime.CompilerServices;
using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>The pending messages of one group of units: often one to a few dozen, sometimes many.</summary>
/// <param name="ranks">Order of the units' turns within one time, by unit; null: as declared.</param>
internal sealed class GroupQueue(int[]? ranks)
{
    private readonly MessageStore _store = new();
    private readonly EntryQueue _entries = new();

    public int Count => _entries.Count;

    /// <summary>Time of the earliest message, <see cref="long.MaxValue"/> when empty.</summary>
    public long NextTicks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _entries.NextTicks;
    }

    public void Add(TimedMessage message)
    {
        var rank = ranks is null ? message.Target : ranks[message.Target];
        _entries.Add(new MessageEntry(message.Ticks, message.Order, rank, _store.Put(message)));
    }

    /// <summary>Removes the earliest message. The queue must not be empty.</summary>
    public TimedMessage Take() => _store.Take(_entries.Pop());

    /// <summary>Removes the earliest message if it is for <paramref name="target"/> and before <paramref name="limit"/>; else null.</summary>
    public TimedMessage? TakeFor(int target, long limit)
    {
        if (_entries.NextTicks >= limit)
        {
            return null;
        }

        return _store[_entries.NextPlace].Target == target ? _store.Take(_entries.Pop()) : null;
    }
}
