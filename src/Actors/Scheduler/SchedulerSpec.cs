namespace ActorSim.Actors.Scheduler;

/// <summary>How work-items find cores.</summary>
/// <param name="Policy">A name of <see cref="DispatchCatalog"/>.</param>
/// <param name="BlockSize">Work-items per block of the blocked policy, at least 1.</param>
/// <param name="Partitions">Cores of each partition, disjoint; empty: one partition of all cores.</param>
public sealed record SchedulerSpec(string Policy, int BlockSize, IReadOnlyList<IReadOnlyList<int>> Partitions)
{
    public static SchedulerSpec Default { get; } = new(DispatchCatalog.RoundRobin, 1, []);
}
