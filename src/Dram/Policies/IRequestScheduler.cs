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
