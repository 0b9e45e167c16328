using ActorSim.Actors.Scheduler.Arrivals;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Engines;
using ActorSim.Serving.Requests;
using Xunit;

namespace ActorSim.Tests.Laws.Serving;

/// <summary>Where queueing theory has an answer.</summary>
public sealed class QueueingLaws
{
    private const long Service = 1000;

    /// <summary>One request at a time, all alike, arriving independently: M/D/1, mean wait = load x service / (2 (1 - load)).</summary>
    [Theory]
    [InlineData(ServingScheduler.Continuous, 500, 400_000)]
    [InlineData(ServingScheduler.Continuous, 700, 600_000)]
    [InlineData(ServingScheduler.Static, 600, 400_000)]
    public void Mean_wait_is_that_of_a_queue_with_one_server(ServingScheduler scheduler, int loadPerMille, int requests)
    {
        const long Hz = 1_000_000;
        var arrivals = new PoissonArrivals(Interval.OfRate(loadPerMille, Hz), 7, 0);
        var traffic = new ServingRequest[requests];
        for (var id = 0; id < requests; id++, arrivals.Take())
        {
            traffic[id] = new ServingRequest(id, arrivals.Next, 1, 1);
        }

        var spec = new ServingSpec { Scheduler = scheduler, MostInBatch = 1, StepTokens = 0, KvBlocks = 1 };
        var result = spec.Serve(traffic, new FormulaCosts(_ => Service));
        var load = loadPerMille / 1000.0;
        var theory = load * Service / (2 * (1 - load));
        Assert.InRange(result.Requests.Average(r => (double)(r.Ttft - Service)), theory * 0.97, theory * 1.03);
    }
}
