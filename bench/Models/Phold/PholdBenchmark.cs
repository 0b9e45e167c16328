using System.Diagnostics;
using ActorSim.Kernel;

namespace ActorSim.Bench.Models.Phold;

/// <summary>Builds and runs PHOLD once.</summary>
public static class PholdBenchmark
{
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static PholdResult Run(PholdOptions options, CancellationToken cancel = default)
    {
        var model = new PholdModel(options);
        var synchronizer = Synchronizers.Create(options.Sync, options.Workers, options.Partition, options.ShuffleSeed);
        var watch = Stopwatch.StartNew();
        var summary = synchronizer.Run(model.Topology, cancel);
        var seconds = watch.Elapsed.TotalSeconds;
        return new PholdResult(
            summary.Events, seconds, summary.Messages, summary.NullMessages, summary.Rounds, model.Digest, summary.Synchronizer);
    }
}
