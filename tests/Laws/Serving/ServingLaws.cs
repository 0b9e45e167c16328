using ActorSim.Serving.Costs;
using ActorSim.Serving.Engines;
using ActorSim.Serving.Results;
using Xunit;

namespace ActorSim.Tests.Laws.Serving;

/// <summary>What holds for every server, whatever its requests.</summary>
public sealed class ServingLaws
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Everybody_is_served_once_in_order_of_time_and_no_block_is_lost(int seed)
    {
        var traffic = new RandomTraffic(seed);
        var result = traffic.Spec.Serve(traffic.Requests, traffic.Costs);
        Assert.Equal(traffic.Requests, result.Requests.Select(r => r.Request));
        Assert.All(result.Requests, r => Assert.True(r.Request.Arrival < r.FirstToken && r.FirstToken <= r.End && r.End <= result.End));
        Assert.InRange(result.MostBlocks, 1, traffic.Spec.KvBlocks);
        Assert.All(result.Samples, s => Assert.InRange(s.Running, 0, traffic.Spec.MostInBatch));
        Assert.True(result.BusyCycles <= result.End * (traffic.Spec.Scheduler == ServingScheduler.Disaggregated ? 2 : 1));
    }

    /// <summary>A prompt is computed once, but for what is in the cache, and for what a preemption throws away.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Tokens_are_conserved(int seed)
    {
        var traffic = new RandomTraffic(seed);
        var result = traffic.Spec.Serve(traffic.Requests, traffic.Costs);
        var wanted = traffic.Requests.Sum(r => (long)r.MostCachedTokens) - result.SharedTokens;
        if (traffic.Spec.Scheduler == ServingScheduler.Static || result.Preemptions > 0)
        {
            Assert.True(result.ComputedTokens >= wanted);
        }
        else
        {
            Assert.Equal(wanted, result.ComputedTokens);
        }
    }

    /// <summary>Little's law without an error: who is there from the start is in the system until the end of a step.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Requests_in_the_system_add_up_to_their_latencies(int seed)
    {
        var traffic = new RandomTraffic(seed);
        var spec = traffic.Spec with { Scheduler = ServingScheduler.Continuous };
        var result = spec.Serve([.. traffic.Requests.Select(r => r with { Arrival = 0 })], traffic.Costs);
        long area = 0;
        for (var i = 0; i < result.Samples.Count; i++)
        {
            var end = i + 1 < result.Samples.Count ? result.Samples[i + 1].Start : result.End;
            area += (end - result.Samples[i].Start) * (result.Samples[i].Waiting + result.Samples[i].Running);
        }

        Assert.Equal(result.Requests.Sum(r => r.Latency), area);
        var windows = TimeWindow.Of(result, 50);
        Assert.Equal((double)area / result.End, windows.Average(w => w.Waiting + w.Running), 6);
    }

    /// <summary>A cost that grows with every size lies within the bound, and one that is linear in each of them is met exactly on the whole grid.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Interpolation_keeps_its_bound(int seed)
    {
        var random = new Random(seed);
        var (a, b, c) = (random.Next(1, 50), random.Next(1, 50), random.Next(1, 50));
        var exact = new FormulaCosts(s => 100 + ((long)a * s.Batch * s.Batch) + ((long)b * s.Tokens) + ((long)c * s.Past * s.Past / 64));
        var grid = new StepGrid(random.Next(1, 300), random.Next(1, 300), random.Next(2) == 0);
        var costs = new InterpolatedCosts(exact, grid);
        double total = 0, truth = 0;
        for (var n = 0; n < 200; n++)
        {
            var shape = new StepShape(random.Next(1, 64), random.Next(1, 500), random.Next(2000));
            total += costs.Of(shape).Cycles;
            truth += exact.Of(shape).Cycles;
        }

        Assert.True(Math.Abs(total - truth) <= costs.Spread * total * (1 + 1e-9), $"{total} {truth} {costs.Spread}");
    }

    /// <summary>A single token is what most passes are of: it has its own place on the grid.</summary>
    [Fact]
    public void A_pass_of_one_token_is_never_taken_for_a_longer_one()
    {
        var asked = new List<StepShape>();
        var costs = new InterpolatedCosts(new FormulaCosts(s => Noted(asked, s)), new StepGrid(512, 256, true));
        costs.Of(new StepShape(5, 1, 700));
        Assert.Equal([new(4, 1, 512), new(4, 1, 1024), new(8, 1, 512), new(8, 1, 1024)], asked.Order(Comparer<StepShape>.Create(
            (a, b) => (a.Batch, a.Past).CompareTo((b.Batch, b.Past)))));
    }

    private static long Noted(List<StepShape> asked, StepShape shape)
    {
        asked.Add(shape);
        return 1 + shape.Batch + shape.Past;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Linear_costs_and_the_exact_grid_are_met(int seed)
    {
        var traffic = new RandomTraffic(seed);
        var linear = new FormulaCosts(s => 512 * (3L + s.Past));
        var near = new InterpolatedCosts(linear, new StepGrid(64, 1, false));
        Assert.Equal(traffic.Spec.Serve(traffic.Requests, linear).Requests, traffic.Spec.Serve(traffic.Requests, near).Requests);
        var same = new InterpolatedCosts(traffic.Costs, StepGrid.Exact);
        Assert.Equal(traffic.Spec.Serve(traffic.Requests, traffic.Costs).Requests, traffic.Spec.Serve(traffic.Requests, same).Requests);
        Assert.Equal((0, 0L), (same.Spread, same.Interpolated));
    }
}
