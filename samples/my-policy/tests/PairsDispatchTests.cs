using ActorSim.Actors.Scheduler;
using ActorSim.Kernel.Dispatch;
using MyPolicy;
using Xunit;

namespace MyPolicy.Tests;

public class PairsDispatchTests
{
    private static readonly string Trace = Path.Combine(AppContext.BaseDirectory, "layernorm.msgpack");

    [Fact]
    public void Second_of_a_pair_follows_the_first_whatever_the_load()
    {
        var policy = new PairsDispatch();
        Assert.Equal(1, policy.Choose([5, 3, 4], 0));
        Assert.Equal(1, policy.Choose([5, 90, 4], 1));
        Assert.Equal(2, policy.Choose([5, 90, 4], 2));
        Assert.Equal(2, policy.Choose([5, 90, 80], 3));
    }

    [Fact]
    public void First_of_a_pair_goes_to_the_lowest_of_equals() => Assert.Equal(0, new PairsDispatch().Choose([7, 7, 7], 0));

    [Fact]
    public void Run_asks_the_policy()
    {
        var (result, workItems) = PolicyRun.Of(Trace, PairsDispatch.Name);
        Assert.Equal([50L, 50L], workItems);
        Assert.NotEqual(PolicyRun.Of(Trace, DispatchCatalog.RoundRobin).Result.Digest, result.Digest);
    }

    [Fact]
    public void Result_is_the_same_in_rounds_on_two_workers() =>
        Assert.Equal(PolicyRun.Of(Trace, PairsDispatch.Name).Result.Digest,
            PolicyRun.Of(Trace, PairsDispatch.Name, Synchronizers.Rounds, workers: 2).Result.Digest);

    [Fact]
    public void Name_that_nobody_has_is_refused_with_those_that_are_known()
    {
        var refusal = Assert.Throws<ArgumentException>(() => PolicyRun.Of(Trace, "pears"));
        Assert.Contains("'pears'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(PairsDispatch.Name, refusal.Message, StringComparison.Ordinal);
    }
}
