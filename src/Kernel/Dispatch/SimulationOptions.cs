using ActorSim.Kernel.Model;
using Akka.Actor;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Where the units of a run live. Changes speed, never results.</summary>
public sealed record SimulationOptions
{
    /// <summary>Threads that run units, 1 to 1024.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Name of the partition policy (<see cref="PartitionPolicy"/>).</summary>
    public string Partition { get; init; } = PartitionPolicy.Grouped;

    /// <summary>When set, the order in which workers are filled is shuffled with this seed.</summary>
    public int? ShuffleSeed { get; init; }

    /// <summary>Actor system to run in, with <see cref="SimulationSystem.Configuration"/> among its settings; null: one of the run's own.</summary>
    public ActorSystem? System { get; init; }

    /// <summary>The same, while it is still being created: it is waited for when the run begins. The run does not terminate it.</summary>
    public Task<ActorSystem>? Opening { get; init; }

    /// <summary>Hears of every message; null for nobody.</summary>
    public IMessageObserver? Observer { get; init; }
}
