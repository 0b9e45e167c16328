namespace ActorSim.Kernel;

/// <summary>
/// The times of the events that have arrived at a process and that it has not seen: it may not work ahead past them. Kept only for
/// processes that ask for their horizon.
/// </summary>
internal sealed class PendingInputs
{
    private readonly EntryQueue _times = new();

    /// <summary>Time of the earliest, long.MaxValue when there is none.</summary>
    public long NextTicks => _times.NextTicks;

    public void Add(in SimEvent e) => _times.Add(new EventEntry(e.Ticks, e.Order, 0, 0));

    /// <summary>The process is about to see <paramref name="e"/>, its earliest event.</summary>
    public void Remove(in SimEvent e)
    {
        if (EventKey.IsInput(e.Order))
        {
            _times.Pop();
        }
    }
}
