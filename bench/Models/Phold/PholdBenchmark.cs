using System.Diagnostics;
using ActorSim.Kernel.Dispatch;

namespace ActorSim.Bench.Models.Phold;

/// <summary>Builds and runs PHOLD once.</summary>
public static class PholdBenchmark
{
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static PholdResult Run(PholdOptions options, CancellationToken cancel = default)
    {
        var model = new PholdModel(options);
        var system = SimulationSystem.Create();
        try
        {
            var synchronizer = Synchronizers.Create(options.Sync, new SimulationOptions
            {
                Workers = options.Workers,
                Partition = options.Partition,
                ShuffleSeed = options.ShuffleSeed,
                System = system,
            });
            var watch = Stopwatch.StartNew();
            var summary = synchronizer.Run(model.Topology, cancel);
            var seconds = watch.Elapsed.TotalSeconds;
            return new PholdResult(summary.Messages, seconds, summary.Activations, summary.Rounds, model.Digest, summary.Synchronizer);
        }
        finally
        {
            system.Terminate();
        }
    }
}
