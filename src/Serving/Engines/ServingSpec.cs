using ActorSim.Serving.Requests;

namespace ActorSim.Serving.Engines;

/// <summary>How requests are put together.</summary>
public enum ServingScheduler
{
    /// <summary>Requests join and leave the batch at every step.</summary>
    Continuous,

    /// <summary>A batch is filled from the queue and stays together until its last request has ended; prompts are padded to the longest.</summary>
    Static,

    /// <summary>One machine computes prompts, another one generates; caches move from one to the other.</summary>
    Disaggregated,
}

/// <summary>A server.</summary>
public sealed record ServingSpec
{
    public ServingScheduler Scheduler { get; init; }

    /// <summary>Requests in a batch, 1 or more.</summary>
    public int MostInBatch { get; init; } = 32;

    /// <summary>
    /// Tokens of a step with chunked prompts, 1 or more, of which each generating request takes one; 0: prompts are computed whole, before anything is
    /// generated. Continuous batches only.
    /// </summary>
    public int StepTokens { get; init; } = 512;

    /// <summary>Blocks of the cache, 1 or more.</summary>
    public int KvBlocks { get; init; } = 4096;

    /// <summary>Tokens of a block, 1 or more.</summary>
    public int BlockTokens { get; init; } = 16;

    /// <summary>Core cycles that the cache of one token takes from machine to machine, 0 or more. Disaggregated only.</summary>
    public double TransferCyclesPerToken { get; init; }

    /// <summary>Serves the requests.</summary>
    /// <param name="requests">In order of arrival.</param>
    /// <param name="costs">What passes take.</param>
    /// <param name="stop">Ends the run with an exception.</param>
    /// <exception cref="ArgumentException">A request does not fit the cache.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public Results.ServingResult Serve(IReadOnlyList<ServingRequest> requests, Costs.IStepCosts costs, CancellationToken stop = default)
    {
        var largest = requests.MaxBy(r => r.MostCachedTokens);
        var pool = new Caching.KvPool(KvBlocks, BlockTokens);
        if (requests.Count > 0 && pool.BlocksOf(largest.MostCachedTokens) > KvBlocks)
        {
            throw new ArgumentException($"request {largest.Id} takes {largest.MostCachedTokens} tokens of cache, "
                + $"{pool.BlocksOf(largest.MostCachedTokens)} blocks of {BlockTokens}; the cache has {KvBlocks}", nameof(requests));
        }

        var log = new ServingLog(costs, requests.Count, stop);
        return Scheduler switch
        {
            ServingScheduler.Static => new StaticEngine(this, pool, log).Run(requests),
            ServingScheduler.Disaggregated => new DisaggregatedEngines(this, pool, log).Run(requests),
            _ => new ContinuousEngine(this, pool, log).Run(requests),
        };
    }
}
