using ActorSim.Serving.Caching;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Requests;
using ActorSim.Serving.Results;

namespace ActorSim.Serving.Engines;

/// <summary>
/// A machine for prompts, one at a time in order of arrival, and a machine that generates in continuous batches. The cache of a prompt goes from one to
/// the other, and a request is taken when there is room for all that it will need. The first token comes from the first machine.
/// </summary>
internal sealed class DisaggregatedEngines(ServingSpec spec, KvPool pool, ServingLog log)
{
    private readonly List<Sequence> _running = [];

    public ServingResult Run(IReadOnlyList<ServingRequest> requests)
    {
        var handed = Prompts(requests);
        Generate([.. handed.OrderBy(h => h.At).ThenBy(h => h.Sequence.Request.Id)]);
        return log.Result(pool);
    }

    private List<(long At, Sequence Sequence)> Prompts(IReadOnlyList<ServingRequest> requests)
    {
        var handed = new List<(long, Sequence)>();
        long now = 0;
        foreach (var request in requests)
        {
            now = Math.Max(now, request.Arrival) + log.Pass(new StepShape(1, request.PromptTokens, 0));
            log.EndStep();
            var sequence = new Sequence(request) { Cached = request.PromptTokens };
            sequence.Generate(now);
            if (sequence.IsDone)
            {
                log.Served(request, now, now, 0);
            }
            else
            {
                handed.Add((now + (long)Math.Ceiling(request.PromptTokens * spec.TransferCyclesPerToken), sequence));
            }
        }

        return handed;
    }

    private void Generate(IReadOnlyList<(long At, Sequence Sequence)> handed)
    {
        var waiting = new Queue<Sequence>();
        var next = 0;
        long now = 0;
        while (next < handed.Count || waiting.Count > 0 || _running.Count > 0)
        {
            for (; next < handed.Count && handed[next].At <= now; next++)
            {
                waiting.Enqueue(handed[next].Sequence);
            }

            Admit(waiting);
            log.Sample(now, waiting.Count, _running.Count, pool.Used);
            now = _running.Count > 0 ? Step(now) : handed[next].At;
        }
    }

    private void Admit(Queue<Sequence> waiting)
    {
        while (_running.Count < spec.MostInBatch && waiting.TryPeek(out var first) && pool.TryTake(pool.BlocksOf(first.Request.MostCachedTokens)))
        {
            first.Blocks = pool.BlocksOf(first.Request.MostCachedTokens);
            _running.Add(waiting.Dequeue());
        }
    }

    private long Step(long now)
    {
        var context = _running.Sum(s => (long)s.Cached);
        now += log.Pass(new StepShape(_running.Count, 1, (int)((context + _running.Count - 1) / _running.Count)));
        log.EndStep();
        foreach (var sequence in _running)
        {
            sequence.Cached++;
            sequence.Generate(now);
            if (sequence.IsDone)
            {
                pool.Return(sequence.Blocks);
                log.Served(sequence.Request, sequence.FirstToken, now, 0);
            }
        }

        _running.RemoveAll(s => s.IsDone);
        return now;
    }
}
