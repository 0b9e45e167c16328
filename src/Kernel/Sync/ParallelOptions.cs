namespace ActorSim.Kernel;

/// <summary>Where the processes of a parallel run live. Changes speed, never results.</summary>
public sealed record ParallelOptions
{
    /// <summary>Threads that run processes, 1 to 1024.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Name of the partition policy (<see cref="PartitionPolicy"/>).</summary>
    public string Partition { get; init; } = PartitionPolicy.Grouped;

    /// <summary>When set, the order in which actors are made and workers are filled is shuffled with this seed.</summary>
    public int? ShuffleSeed { get; init; }
}
