using ActorSim.Bench.Models.Phold;
using ActorSim.Kernel;
using Xunit;

namespace ActorSim.Tests.Determinism;

public class PholdDeterminismTests
{
    private static readonly PholdOptions Model = new()
    {
        Lps = 12,
        Population = 6,
        Lookahead = 8,
        MeanExtraDelay = 24,
        Events = 12_000,
        Remote = 0.5
    };
    private static readonly PholdResult Golden = PholdBenchmark.Run(Model);

    public static TheoryData<string, int, string> Runs { get; } = MakeRuns();

    [Theory]
    [MemberData(nameof(Runs))]
    public void Digest_is_that_of_the_sequential_run(string sync, int workers, string partition)
    {
        for (var shuffle = 0; shuffle < 2; shuffle++)
        {
            var run = PholdBenchmark.Run(
                Model with { Sync = sync, Workers = workers, Partition = partition, ShuffleSeed = shuffle == 0 ? null : workers });
            Assert.Equal((Golden.Digest, Golden.Events), (run.Digest, run.Events));
        }
    }

    [Theory]
    [InlineData(Synchronizers.NullMessage)]
    [InlineData(Synchronizers.Window)]
    public void Digest_does_not_depend_on_the_order_of_activations(string sync)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var model = new PholdModel(Model);
            var scheduler = new InlineScheduler(seed);
            ISynchronizer synchronizer = sync == Synchronizers.Window
                ? new WindowSynchronizer(scheduler)
                : new NullMessageSynchronizer(scheduler);
            Assert.Equal(Golden.Events, synchronizer.Run(model.Topology).Events);
            Assert.Equal(Golden.Digest, model.Digest);
        }
    }

    [Fact]
    public void Auto_may_change_horses_in_midstream()
    {
        var model = Model with { Events = 500_000 };
        var auto = PholdBenchmark.Run(model with { Sync = Synchronizers.Auto, Workers = 2 });
        Assert.Equal(PholdBenchmark.Run(model).Digest, auto.Digest);
    }

    [Fact]
    public void Another_seed_has_another_digest() => Assert.NotEqual(Golden.Digest, PholdBenchmark.Run(Model with { Seed = 2 }).Digest);

    [Fact]
    public void Null_messages_stay_below_one_per_event_when_lookahead_is_a_quarter_of_the_delay()
    {
        var run = PholdBenchmark.Run(Model with { Sync = Synchronizers.NullMessage });
        Assert.InRange(run.NullMessageRatio, 0, 1);
    }

    private static TheoryData<string, int, string> MakeRuns()
    {
        var runs = new TheoryData<string, int, string> { { Synchronizers.Sequential, 1, PartitionPolicy.Grouped } };
        foreach (var sync in new[] { Synchronizers.ForkJoin, Synchronizers.NullMessage, Synchronizers.Window })
        {
            foreach (var workers in new[] { 1, 2, 4, 8 })
            {
                foreach (var partition in PartitionPolicy.Names)
                {
                    runs.Add(sync, workers, partition);
                }
            }
        }

        return runs;
    }
}
