using ActorSim.Serving.Caching;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Requests;
using ActorSim.Serving.Results;

namespace ActorSim.Serving.Engines;

/// <summary>What an engine writes down while it runs.</summary>
internal sealed class ServingLog(IStepCosts costs, int requests, CancellationToken stop)
{
    private readonly ServedRequest[] _served = new ServedRequest[requests];
    private readonly List<ServingSample> _samples = [];
    private long _steps;
    private long _busy;
    private long _tokens;
    private double? _joules;

    /// <summary>The engine begins something.</summary>
    public void Sample(long now, int waiting, int running, int blocks)
    {
        stop.ThrowIfCancellationRequested();
        _samples.Add(new ServingSample(now, waiting, running, blocks));
    }

    /// <summary>A pass through the model: its cycles.</summary>
    public long Pass(StepShape shape)
    {
        var cost = costs.Of(shape);
        _joules = cost.Joules is { } joules ? (_joules ?? 0) + joules : _joules;
        _tokens += (long)shape.Batch * shape.Tokens;
        _busy += cost.Cycles;
        return cost.Cycles;
    }

    public void EndStep() => _steps++;

    public void Served(in ServingRequest request, long firstToken, long end, int preemptions) =>
        _served[request.Id] = new ServedRequest(request, firstToken, end, preemptions);

    public ServingResult Result(KvPool pool) => new()
    {
        Requests = _served,
        Samples = _samples,
        End = _served.Length == 0 ? 0 : _served.Max(r => r.End),
        Steps = _steps,
        BusyCycles = _busy,
        Joules = _joules,
        ComputedTokens = _tokens,
        SharedTokens = pool.SharedTokens,
        EvictedPrefixes = pool.EvictedPrefixes,
        MostBlocks = pool.MostUsed,
    };
}
