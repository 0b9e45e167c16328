namespace ActorSim.Actors.Scheduler;

/// <summary>What the scheduler did.</summary>
public sealed class SchedulerStats
{
    public long WorkItemsHandedOut { get; internal set; }

    public long WorkItemsRetired { get; internal set; }

    /// <summary>Cycles in which dispatch passes ran (the others could not have changed anything).</summary>
    public long DispatchCycles { get; internal set; }
}
