using ActorSim.Dram.Policies;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>The schedulers by name.</summary>
public static class SchedulerCatalog
{
    public const string Fcfs = "fcfs";
    public const string FrFcfs = "fr-fcfs";
    public const string FrFcfsRowHit = "fr-fcfs-row-hit";

    public static IReadOnlyList<string> Names { get; } = [Fcfs, FrFcfs, FrFcfsRowHit];

    /// <exception cref="ArgumentException">The name of <paramref name="spec"/>'s scheduler is unknown.</exception>
    public static IRequestScheduler Create(DramControllerSpec spec) => spec.Scheduler switch
    {
        Fcfs => new FcfsScheduler(),
        FrFcfs => new FrFcfsScheduler(),
        FrFcfsRowHit => new RowHitScheduler(spec.RowHitCap),
        _ => throw NearestName.Unknown("scheduler", spec.Scheduler, Names),
    };
}
