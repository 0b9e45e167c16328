using ActorSim.Serving.Caching;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Engines;
using ActorSim.Serving.Requests;
using ActorSim.Serving.Results;
using Xunit;

namespace ActorSim.Tests.Unit.Serving;

/// <summary>Small scenarios, worked out by hand: a pass takes 100 cycles and one for each new token.</summary>
public sealed class ServingEngineTests
{
    private static readonly FormulaCosts Costs = new(s => 100 + (s.Batch * s.Tokens));

    [Fact]
    public void A_request_alone_is_its_prompt_and_a_pass_for_each_further_token()
    {
        var served = Assert.Single(new ServingSpec().Serve([new(0, 50, 20, 3)], Costs).Requests);
        Assert.Equal((50 + 120, 50 + 120 + 101 + 101), (served.FirstToken, served.End));
        Assert.Equal(101, served.Tpot);
    }

    [Fact]
    public void A_long_prompt_is_cut_and_others_generate_beside_it()
    {
        // Steps of 10 tokens: the first request's prompt, then its token beside 9 of the second's 18, twice.
        var result = new ServingSpec { StepTokens = 10 }.Serve([new(0, 0, 10, 3), new(1, 0, 18, 1)], Costs);
        Assert.Equal([110L, 110 + 109 + 101 + 109 + 101], result.Requests.Select(r => r.FirstToken));
        Assert.Equal(110 + 109 + 101 + 109 + 101, result.Requests[0].End);
    }

    [Fact]
    public void Whole_prompts_go_first()
    {
        var result = new ServingSpec { StepTokens = 0 }.Serve([new(0, 0, 10, 2), new(1, 5, 20, 2)], Costs);
        Assert.Equal([110L, 110 + 120], result.Requests.Select(r => r.FirstToken));
        Assert.All(result.Requests, r => Assert.Equal(110 + 120 + 102, r.End));
    }

    [Fact]
    public void A_static_batch_is_padded_and_stays_together()
    {
        var spec = new ServingSpec { Scheduler = ServingScheduler.Static, MostInBatch = 2 };
        var result = spec.Serve([new(0, 0, 10, 1), new(1, 0, 30, 3), new(2, 1, 5, 1)], Costs);
        Assert.Equal([160L, 160 + 102 + 102, 160 + 102 + 102 + 105], result.Requests.Select(r => r.End));
    }

    [Fact]
    public void Prompts_and_generation_on_two_machines_run_side_by_side()
    {
        var spec = new ServingSpec { Scheduler = ServingScheduler.Disaggregated, TransferCyclesPerToken = 2 };
        var result = spec.Serve([new(0, 0, 10, 2), new(1, 0, 20, 2)], Costs);
        Assert.Equal([110L, 230L], result.Requests.Select(r => r.FirstToken));
        Assert.Equal([110L + 20 + 101, 230 + 40 + 101], result.Requests.Select(r => r.End));
    }

    /// <summary>4 blocks of 10: both prompts fit, the first one's 11th token takes the last block, the second one's 21st finds none.</summary>
    [Fact]
    public void A_full_cache_puts_the_last_request_off_and_computes_it_again()
    {
        var result = new ServingSpec { KvBlocks = 4, BlockTokens = 10 }.Serve([new(0, 0, 20, 11), new(1, 0, 10, 11)], Costs);
        Assert.Equal([0, 1], result.Requests.Select(r => r.Preemptions));
        Assert.True(result.ComputedTokens > 20 + 10 + 10 + 10);
        Assert.True(result.Requests[1].End > result.Requests[0].End);
    }

    [Fact]
    public void A_prefix_is_computed_once()
    {
        ServingRequest Of(int id, long arrival) => new(id, arrival, 40, 2) { PrefixGroup = 1, PrefixTokens = 32 };
        var result = new ServingSpec { BlockTokens = 16 }.Serve([Of(0, 0), Of(1, 1000)], Costs);
        Assert.Equal((32L, 140L, 1000 + 108L), (result.SharedTokens, result.Requests[0].FirstToken, result.Requests[1].FirstToken));
    }

    [Fact]
    public void A_prefix_that_nobody_uses_makes_room()
    {
        var pool = new KvPool(4, 10);
        var prefix = pool.Join(0, 20, 30)!;
        prefix.IsReady = true;
        pool.Leave(prefix);
        Assert.Equal(2, pool.Used);
        Assert.True(pool.TryTake(3));
        Assert.Equal((3, 1L), (pool.Used, pool.EvictedPrefixes));
        Assert.False(pool.TryTake(2));
    }

    [Fact]
    public void What_never_fits_is_refused_by_name()
    {
        var spec = new ServingSpec { KvBlocks = 2, BlockTokens = 10 };
        var error = Assert.Throws<ArgumentException>(() => spec.Serve([new(0, 0, 10, 1), new(1, 0, 20, 2)], Costs));
        Assert.StartsWith("request 1 takes 21 tokens of cache, 3 blocks of 10; the cache has 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_are_by_nearest_rank_and_goodput_counts_who_kept_both()
    {
        Assert.Equal(new Percentiles(5.5, 5, 9, 10, 10), Percentiles.Of(Enumerable.Range(1, 10).Select(n => n * 2.0), 2));
        var served = new ServedRequest(new ServingRequest(0, 0, 1, 3), 100, 300, 0);
        Assert.True(new ServiceLevel(1, 1).IsMet(served, 100));
        Assert.False(new ServiceLevel(0.99, 1).IsMet(served, 100));
        Assert.False(new ServiceLevel(1, 0.99).IsMet(served, 100));
    }
}
