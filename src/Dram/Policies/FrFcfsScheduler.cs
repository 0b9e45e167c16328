namespace ActorSim.Dram.Policies;

/// <summary>fr-fcfs: first the commands whose time has come, of these the oldest request; waiting hits do not protect a row.</summary>
public sealed class FrFcfsScheduler : IRequestScheduler
{
    /// <inheritdoc/>
    public bool InOrder => false;

    /// <inheritdoc/>
    public bool MayCloseOver(int arrived, int hitArrived, int columns) => true;
}
