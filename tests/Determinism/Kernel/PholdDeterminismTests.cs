using ActorSim.Bench.Models.Phold;
using ActorSim.Kernel.Dispatch;
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
            Assert.Equal((Golden.Digest, Golden.Messages), (run.Digest, run.Messages));
        }
    }

    [Fact]
    public void Another_seed_has_another_digest() => Assert.NotEqual(Golden.Digest, PholdBenchmark.Run(Model with { Seed = 2 }).Digest);

    private static TheoryData<string, int, string> MakeRuns()
    {
        var runs = new TheoryData<string, int, string> { { Synchronizers.Sequential, 1, PartitionPolicy.Grouped } };
        foreach (var sync in new[] { Synchronizers.Rounds, Synchronizers.Auto })
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
