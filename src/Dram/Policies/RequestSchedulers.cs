namespace ActorSim.Dram.Policies;

/// <summary>Which of the requests that could issue a command may. The oldest of those issues; one small class per scheduler.</summary>
public interface IRequestScheduler
{
    /// <summary>Only the oldest request of the current buffer is looked at, and only when no earlier one waits for its data command.</summary>
    bool InOrder { get; }

    /// <summary>
    /// Whether a request that needs another row may close the open row of its bank while a request of the same buffer hits that row.
    /// </summary>
    /// <param name="arrived">Cycle in which the oldest request for another row was accepted.</param>
    /// <param name="hitArrived">Cycle in which the oldest hit was accepted.</param>
    /// <param name="columns">Column commands to the row since it was opened.</param>
    bool MayCloseOver(int arrived, int hitArrived, int columns);
}

/// <summary>fcfs: strictly in order; the next request starts when the one before it has issued its RD or WR.</summary>
public sealed class FcfsScheduler : IRequestScheduler
{
    /// <inheritdoc/>
    public bool InOrder => true;

    /// <inheritdoc/>
    public bool MayCloseOver(int arrived, int hitArrived, int columns) => true;
}

/// <summary>fr-fcfs: first the commands whose time has come, of these the oldest request; waiting hits do not protect a row.</summary>
public sealed class FrFcfsScheduler : IRequestScheduler
{
    /// <inheritdoc/>
    public bool InOrder => false;

    /// <inheritdoc/>
    public bool MayCloseOver(int arrived, int hitArrived, int columns) => true;
}

/// <summary>
/// fr-fcfs-row-hit: as fr-fcfs, but a row stays open for a waiting hit that is not younger than the request for another row,
/// until <paramref name="cap"/> column commands went to the row (0: without limit).
/// </summary>
public sealed class RowHitScheduler(int cap) : IRequestScheduler
{
    /// <inheritdoc/>
    public bool InOrder => false;

    /// <inheritdoc/>
    public bool MayCloseOver(int arrived, int hitArrived, int columns) => hitArrived > arrived || (cap > 0 && columns >= cap);
}
