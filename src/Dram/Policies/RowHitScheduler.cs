namespace ActorSim.Dram.Policies;

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
