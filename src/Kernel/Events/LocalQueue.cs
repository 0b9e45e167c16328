using System.Runtime.CompilerServices;

namespace ActorSim.Kernel;

/// <summary>The pending events of one process: often one to a few dozen, sometimes many.</summary>
internal sealed class LocalQueue
{
    private readonly EventStore _store = new();
    private readonly EntryQueue _entries = new();

    public int Count => _entries.Count;

    /// <summary>Time of the earliest event, <see cref="long.MaxValue"/> when empty.</summary>
    public long NextTicks => _entries.NextTicks;

    public void Add(in SimEvent e) => _entries.Add(new EventEntry(e.Ticks, e.Order, 0, _store.Put(in e)));

    public void CollectInputs(int target, PendingInputs inputs) => _store.CollectInputs(target, inputs);

    /// <summary>Removes the earliest event. The queue must not be empty.</summary>
    [SkipLocalsInit]
    public void Take(out SimEvent e) => _store.Take(_entries.Pop(), out e);
}
