namespace ActorSim.Dram.Policies;

/// <summary>fcfs: strictly in order; the next request starts when the one before it has issued its RD or WR.</summary>
public sealed class FcfsScheduler : IRequestScheduler
{
    /// <inheritdoc/>
    public bool InOrder => true;

    /// <inheritdoc/>
    public bool MayCloseOver(int arrived, int hitArrived, int columns) => true;
}
