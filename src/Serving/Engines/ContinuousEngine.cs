using ActorSim.Serving.Caching;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Requests;
using ActorSim.Serving.Results;

namespace ActorSim.Serving.Engines;

/// <summary>
/// Continuous batching. A step gives each generating request a token, and what is left of its tokens to prompts, the earliest first; a pass of its own
/// for each piece of a prompt and one for all that generate, at their mean context, rounded up. If the cache is full, the request that was
/// admitted last gives its blocks back and is computed again later.
/// </summary>
internal sealed class ContinuousEngine(ServingSpec spec, KvPool pool, ServingLog log)
{
    private readonly List<Sequence> _running = [];
    private readonly LinkedList<Sequence> _waiting = [];
    private readonly List<(Sequence Sequence, int Tokens)> _chunks = [];
    private readonly List<Sequence> _generating = [];
    private long _now;

    public ServingResult Run(IReadOnlyList<ServingRequest> requests)
    {
        var next = 0;
        while (true)
        {
            for (; next < requests.Count && requests[next].Arrival <= _now; next++)
            {
                _waiting.AddLast(new Sequence(requests[next]));
            }

            log.Sample(_now, _waiting.Count, _running.Count, pool.Used);
            if (_running.Count > 0 || _waiting.Count > 0)
            {
                Step();
            }
            else if (next < requests.Count)
            {
                _now = requests[next].Arrival;
            }
            else
            {
                return log.Result(pool);
            }
        }
    }

    private void Step()
    {
        _chunks.Clear();
        _generating.Clear();
        if (spec.StepTokens > 0)
        {
            PlanGeneration();
            PlanPrompts(Math.Max(spec.StepTokens - _generating.Count, 0));
        }
        else
        {
            PlanPrompts(int.MaxValue);
            if (_chunks.Count == 0)
            {
                PlanGeneration();
            }
        }

        Compute();
        log.EndStep();
    }

    private void PlanGeneration()
    {
        foreach (var sequence in _running.ToArray())
        {
            if (sequence.IsGenerating && _running.Contains(sequence) && Grow(sequence))
            {
                _generating.Add(sequence);
            }
        }

        _generating.RemoveAll(s => !_running.Contains(s));
    }

    // Room for one more token; the last of the batch makes it.
    private bool Grow(Sequence sequence)
    {
        var wanted = pool.BlocksOf(sequence.Cached + 1) - sequence.Blocks - (sequence.Prefix?.Blocks ?? 0);
        while (wanted > 0 && !pool.TryTake(wanted))
        {
            var last = _running[^1];
            PutOff(last);
            if (last == sequence)
            {
                return false;
            }
        }

        sequence.Blocks += Math.Max(wanted, 0);
        return true;
    }

    private void PutOff(Sequence sequence)
    {
        Leave(sequence);
        sequence.Preemptions++;
        sequence.Prompt = sequence.Request.PromptTokens + sequence.Generated;
        sequence.Cached = 0;
        _waiting.AddFirst(sequence);
    }

    private void Leave(Sequence sequence)
    {
        _running.Remove(sequence);
        pool.Return(sequence.Blocks);
        sequence.Blocks = 0;
        if (sequence.Prefix is { } prefix)
        {
            pool.Leave(prefix);
            sequence.Prefix = null;
        }
    }

    private void PlanPrompts(int budget)
    {
        foreach (var sequence in _running)
        {
            budget -= Plan(sequence, budget);
        }

        while (budget > 0 && _waiting.First is { } first && _running.Count < spec.MostInBatch && Admit(first.Value))
        {
            _waiting.RemoveFirst();
            _running.Add(first.Value);
            budget -= Plan(first.Value, budget);
        }
    }

    private int Plan(Sequence sequence, int budget)
    {
        var tokens = Math.Min(sequence.Prompt - sequence.Cached, budget);
        if (tokens > 0)
        {
            _chunks.Add((sequence, tokens));
        }

        return Math.Max(tokens, 0);
    }

    // Its whole prompt has room, so that it does not stop in the middle.
    private bool Admit(Sequence sequence)
    {
        var request = sequence.Request;
        var prefix = pool.Join(request.PrefixGroup, request.PrefixTokens, request.PromptTokens);
        var own = pool.BlocksOf(sequence.Prompt) - (prefix?.Blocks ?? 0);
        if (!pool.TryTake(own))
        {
            if (prefix is not null)
            {
                pool.Leave(prefix);
            }

            return false;
        }

        (sequence.Blocks, sequence.Prefix) = (own, prefix);
        sequence.Cached = prefix is null ? 0 : pool.Skip(prefix);
        return true;
    }

    private void Compute()
    {
        foreach (var (sequence, tokens) in _chunks)
        {
            _now += log.Pass(new StepShape(1, tokens, sequence.Cached));
        }

        if (_generating.Count > 0)
        {
            var context = _generating.Sum(s => (long)s.Cached);
            _now += log.Pass(new StepShape(_generating.Count, 1, (int)((context + _generating.Count - 1) / _generating.Count)));
        }

        foreach (var (sequence, tokens) in _chunks)
        {
            sequence.Cached += tokens;
            if (sequence.IsGenerating)
            {
                Generated(sequence);
            }
        }

        foreach (var sequence in _generating)
        {
            sequence.Cached++;
            sequence.Prompt = sequence.Cached;
            Generated(sequence);
        }
    }

    private void Generated(Sequence sequence)
    {
        if (sequence.Prefix is { } prefix)
        {
            prefix.IsReady = true;
        }

        sequence.Generate(_now);
        if (sequence.IsDone)
        {
            Leave(sequence);
            log.Served(sequence.Request, sequence.FirstToken, _now, sequence.Preemptions);
        }
    }
}
