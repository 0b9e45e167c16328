namespace ActorSim.Actors.Scheduler;

/// <summary>Events of the scheduler. They lie half a cycle before the core cycle they belong to.</summary>
public static class SchedulerMessages
{
    /// <summary>From a core: a work-item has retired. Body: <see cref="Core.AssignedWorkItem"/>; data: core.</summary>
    public const int Retired = 1;

    /// <summary>From itself: dispatch passes of a cycle.</summary>
    public const int Dispatch = 2;

    public const int RetiredPriority = 0;
    public const int DispatchPriority = 1;
}
