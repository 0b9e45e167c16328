namespace ActorSim.Actors.Core;

/// <summary>Divides the cycles of a core into issue and stall cycles. A stall lasts from the first step without an issue to the next issue;
/// its cause may change on the way.</summary>
internal sealed class StallAccount(CoreStats stats)
{
    private const long NotStalled = -1;

    // A core is idle from the start.
    private long _from;
    private StallCause _cause = StallCause.Idle;

    public void Issue(long cycle)
    {
        Book(cycle);
        _from = NotStalled;
        stats.IssueCycles++;
    }

    /// <returns>True if the core was not stalled, or for another cause.</returns>
    public bool Stall(long cycle, StallCause cause)
    {
        if (_from != NotStalled && cause == _cause)
        {
            return false;
        }

        Book(cycle);
        _from = cycle;
        _cause = cause;
        return true;
    }

    /// <summary>Books the stall that lasts up to the end of the run.</summary>
    public void Close(long totalCycles) => Book(totalCycles);

    private void Book(long until)
    {
        if (_from != NotStalled)
        {
            stats.AddStall(_cause, until - _from);
        }
    }
}
