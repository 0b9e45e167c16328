using ActorSim.Kernel.Dispatch;
using Akka.Actor;

namespace ActorSim.Cli.Configuration;

/// <summary>The synchronizers that a run can choose: the one place that makes them.</summary>
internal static class SynchronizerCatalog
{
    public static IReadOnlyList<string> Names => Synchronizers.Names;

    public static IReadOnlyList<string> Partitions => PartitionPolicy.Names;

    public static ISynchronizer Create(RunSettings settings, Task<ActorSystem>? system = null) => Synchronizers.Create(settings.Sync, new SimulationOptions
    {
        Workers = settings.Workers,
        Partition = settings.Partition,
        Opening = system,
    });
}
