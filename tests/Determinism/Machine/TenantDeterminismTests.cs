using System.Globalization;
using ActorSim.Actors.Scheduler.Arrivals;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Dram;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Laws;
using ActorSim.Tests.Laws.Tenants;
using Xunit;

namespace ActorSim.Tests.Determinism;

/// <summary>Arrivals, batches and latencies belong to the simulated machine, whatever simulates it.</summary>
public class TenantDeterminismTests
{
    public static TheoryData<string, string, int> Ways()
    {
        var ways = new TheoryData<string, string, int>();
        foreach (var memory in new[] { DramCatalog.Fixed, DramCatalog.Hbm2Controller })
        {
            foreach (var sync in new[] { Synchronizers.Rounds, Synchronizers.Auto })
            {
                ways.Add(memory, sync, 1);
                ways.Add(memory, sync, 2);
                ways.Add(memory, sync, 4);
            }
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Latencies_do_not_depend_on_how_the_run_is_simulated(string memory, string sync, int workers)
    {
        var expected = Outcome(memory, Synchronizers.Create(Synchronizers.Sequential));
        Assert.Equal(expected, Outcome(memory, Synchronizers.Create(sync, workers, PartitionPolicy.Names[workers % PartitionPolicy.Names.Count], workers)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Latencies_do_not_depend_on_who_runs_what(int seed)
    {
        var expected = Outcome(DramCatalog.Fixed, Synchronizers.Create(Synchronizers.Sequential));
        Assert.Equal(expected, Outcome(DramCatalog.Fixed, Synchronizers.Create(Synchronizers.Rounds, 3, PartitionPolicy.RoundRobin, seed)));
    }

    private static string Outcome(string memory, ISynchronizer synchronizer)
    {
        byte[][] batches = [Batch(1), Batch(2), Batch(3)];
        Tenant[] tenants =
        [
            TenantRun.Sender(new TenantSpec("a", "poisson", 40, 0, 3, 500), new PoissonArrivals(Interval.OfCycles(900), 4, 0), batches),
            TenantRun.Sender(new TenantSpec("b", "closed", 25, 1, 2), new ClosedArrivals(3, 70), batches),
            TenantRun.Sender(new TenantSpec("c", "burst", 12, 1), new PeriodicArrivals(Interval.OfCycles(5000), 4, 0), batches),
        ];
        var run = TenantRun.Of(TenantRun.Partitions(2) with { Dram = memory }, tenants, synchronizer);
        var lines = tenants.Select(t => string.Create(CultureInfo.InvariantCulture,
            $"{t.Spec.Name}: {t.Stats.Batches} batches, {t.Stats.LastFinishCycle}; {Values(t.Stats.Latency)}; {Values(t.Stats.Queueing)}"));
        return string.Join('\n', lines.Prepend($"{run.Result.Cycles} {run.Result.Digest}"));
    }

    private static string Values(CycleDistribution cycles) => string.Join(' ', Enumerable.Range(1, 100).Select(cycles.Percentile));

    private static byte[] Batch(int requests)
    {
        var trace = new MicroTrace();
        for (var i = 0; i < requests; i++)
        {
            var buffer = trace.Buffer(1024);
            trace.Item(1024).Load(buffer, 32).Vector(90, [buffer], [buffer]).Store(buffer, 32);
        }

        return trace.ToBytes();
    }
}
