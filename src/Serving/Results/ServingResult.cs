using ActorSim.Serving.Requests;

namespace ActorSim.Serving.Results;

/// <summary>How a request went; core cycles.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="FirstToken">When the first token was there.</param>
/// <param name="End">When the last one was.</param>
/// <param name="Preemptions">How often its blocks were taken away and its tokens computed again.</param>
public readonly record struct ServedRequest(ServingRequest Request, long FirstToken, long End, int Preemptions)
{
    /// <summary>Time to first token.</summary>
    public long Ttft => FirstToken - Request.Arrival;

    /// <summary>From arrival to the last token.</summary>
    public long Latency => End - Request.Arrival;

    /// <summary>Mean time per output token after the first; null if there is only one.</summary>
    public double? Tpot => Request.OutputTokens > 1 ? (double)(End - FirstToken) / (Request.OutputTokens - 1) : null;
}

/// <summary>What the server was about from <paramref name="Start"/> on.</summary>
/// <param name="Start">Core cycle.</param>
/// <param name="Waiting">Requests in the queue.</param>
/// <param name="Running">Requests in the batch.</param>
/// <param name="UsedBlocks">Blocks of the cache that are taken.</param>
public readonly record struct ServingSample(long Start, int Waiting, int Running, int UsedBlocks);

/// <summary>A whole run.</summary>
public sealed record ServingResult
{
    /// <summary>In order of id.</summary>
    public required IReadOnlyList<ServedRequest> Requests { get; init; }

    /// <summary>One at the beginning of each step and each pause, by engine in order of time.</summary>
    public required IReadOnlyList<ServingSample> Samples { get; init; }

    /// <summary>Core cycle in which the last token was there.</summary>
    public required long End { get; init; }

    /// <summary>Passes of the scheduler: each of them one or more passes through the model.</summary>
    public required long Steps { get; init; }

    /// <summary>Cycles in which some engine computed, summed over engines.</summary>
    public required long BusyCycles { get; init; }

    /// <summary>Energy of all passes; null if none is modelled.</summary>
    public required double? Joules { get; init; }

    /// <summary>Tokens that were computed: those of prompts (again after a preemption), and the generated ones.</summary>
    public required long ComputedTokens { get; init; }

    /// <summary>Tokens of prompts that were found in the cache.</summary>
    public long SharedTokens { get; init; }

    public long EvictedPrefixes { get; init; }

    /// <summary>Highest number of blocks in use.</summary>
    public required int MostBlocks { get; init; }

    public long Preemptions => Requests.Sum(r => (long)r.Preemptions);

    public long OutputTokens => Requests.Sum(r => (long)r.Request.OutputTokens);
}
