using System.Collections.Frozen;

namespace ActorSim.Actors.Scheduler;

/// <summary>How work-items find cores.</summary>
/// <param name="Policy">A name of <see cref="DispatchCatalog"/> or of <see cref="OwnPolicies"/>.</param>
/// <param name="BlockSize">Work-items per block of the blocked policy, at least 1.</param>
/// <param name="Partitions">Cores of each partition, disjoint; empty: one partition of all cores.</param>
public sealed record SchedulerSpec(string Policy, int BlockSize, IReadOnlyList<IReadOnlyList<int>> Partitions)
{
    public static SchedulerSpec Default { get; } = new(DispatchCatalog.RoundRobin, 1, []);

    /// <summary>Policies of the host's own, by names that the catalog does not have. Each is created once per partition, so that it may remember
    /// what it was asked; nothing else may decide (no time of day, no dictionary's order).</summary>
    public IReadOnlyDictionary<string, Func<SchedulerSpec, IDispatchPolicy>> OwnPolicies { get; init; } =
        FrozenDictionary<string, Func<SchedulerSpec, IDispatchPolicy>>.Empty;
}
