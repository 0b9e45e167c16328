using ActorSim.Serving.Caching;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Requests;
using ActorSim.Serving.Results;

namespace ActorSim.Serving.Engines;

/// <summary>
/// Static batching: whoever waits when the machine is free forms a batch, with room for all that it will ever need; one pass for all prompts, padded to
/// the longest, and then one for each token of the longest output.
/// </summary>
internal sealed class StaticEngine(ServingSpec spec, KvPool pool, ServingLog log)
{
    private long _now;

    public ServingResult Run(IReadOnlyList<ServingRequest> requests)
    {
        var first = 0;
        while (first < requests.Count)
        {
            if (requests[first].Arrival > _now)
            {
                log.Sample(_now, 0, 0, pool.Used);
                _now = requests[first].Arrival;
            }

            var behind = first;
            while (behind < requests.Count && behind - first < spec.MostInBatch && requests[behind].Arrival <= _now
                && pool.TryTake(pool.BlocksOf(requests[behind].MostCachedTokens)))
            {
                behind++;
            }

            Serve(requests, first, behind);
            first = behind;
        }

        log.Sample(_now, 0, 0, pool.Used);
        return log.Result(pool);
    }

    private void Serve(IReadOnlyList<ServingRequest> requests, int first, int behind)
    {
        var batch = requests.Skip(first).Take(behind - first).ToArray();
        var waiting = 0;
        while (behind + waiting < requests.Count && requests[behind + waiting].Arrival <= _now)
        {
            waiting++;
        }

        var prompt = batch.Max(r => r.PromptTokens);
        var firstTokens = 0L;
        for (var token = 1; token <= batch.Max(r => r.OutputTokens); token++)
        {
            log.Sample(_now, waiting, batch.Length, pool.Used);
            _now += log.Pass(token == 1 ? new StepShape(batch.Length, prompt, 0) : new StepShape(batch.Length, 1, prompt + token - 2));
            log.EndStep();
            firstTokens = token == 1 ? _now : firstTokens;
            foreach (var request in batch.Where(r => r.OutputTokens == token))
            {
                log.Served(request, firstTokens, _now, 0);
            }
        }

        foreach (var request in batch)
        {
            pool.Return(pool.BlocksOf(request.MostCachedTokens));
        }
    }
}
