namespace ActorSim.Serving.Results;

/// <summary>Percentiles of a set of times, seconds; all 0 if there are none.</summary>
/// <param name="Mean">Of all.</param>
/// <param name="P50">Half are no longer (nearest rank).</param>
/// <param name="P90">Nine of ten are.</param>
/// <param name="P99">99 of 100 are.</param>
/// <param name="Most">The longest.</param>
public sealed record Percentiles(double Mean, double P50, double P90, double P99, double Most)
{
    /// <summary>Of times in core cycles.</summary>
    public static Percentiles Of(IEnumerable<double> cycles, double hz)
    {
        double[] sorted = [.. cycles.Order()];
        if (sorted.Length == 0)
        {
            return new(0, 0, 0, 0, 0);
        }

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1] / hz;
        return new(sorted.Average() / hz, At(0.5), At(0.9), At(0.99), sorted[^1] / hz);
    }
}

/// <summary>What was promised: seconds; null: nothing.</summary>
public sealed record ServiceLevel(double? Ttft, double? Tpot)
{
    /// <summary>A request without a second token has no time per token to miss.</summary>
    public bool IsMet(in ServedRequest served, double hz) =>
        (Ttft is not { } ttft || served.Ttft / hz <= ttft) && (Tpot is not { } tpot || served.Tpot is not { } taken || taken / hz <= tpot);
}

/// <summary>The figures of a run.</summary>
public sealed record ServingSummary
{
    public required Percentiles Ttft { get; init; }

    public required Percentiles Tpot { get; init; }

    public required Percentiles Latency { get; init; }

    /// <summary>From the first arrival to the last token.</summary>
    public required double Seconds { get; init; }

    /// <summary>Generated tokens per second.</summary>
    public required double TokensPerSecond { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Requests per second that kept the service level.</summary>
    public required double Goodput { get; init; }

    /// <summary>Share of requests that kept it, 0 to 1.</summary>
    public required double Kept { get; init; }

    /// <summary>Means over time.</summary>
    public required double MeanWaiting { get; init; }

    public required double MeanRunning { get; init; }

    public required double MeanBlocks { get; init; }

    /// <summary>Joules per generated token; null if no energy is modelled.</summary>
    public required double? JoulesPerToken { get; init; }

    /// <param name="result">The run.</param>
    /// <param name="hz">Core cycles per second.</param>
    /// <param name="level">What was promised.</param>
    public static ServingSummary Of(ServingResult result, double hz, ServiceLevel level)
    {
        var start = result.Requests.Count == 0 ? 0 : result.Requests.Min(r => r.Request.Arrival);
        var seconds = Math.Max((result.End - start) / hz, double.Epsilon);
        var kept = result.Requests.Count(r => level.IsMet(r, hz));
        return new ServingSummary
        {
            Ttft = Percentiles.Of(result.Requests.Select(r => (double)r.Ttft), hz),
            Tpot = Percentiles.Of(result.Requests.Where(r => r.Tpot is not null).Select(r => r.Tpot!.Value), hz),
            Latency = Percentiles.Of(result.Requests.Select(r => (double)r.Latency), hz),
            Seconds = (result.End - start) / hz,
            TokensPerSecond = result.OutputTokens / seconds,
            RequestsPerSecond = result.Requests.Count / seconds,
            Goodput = kept / seconds,
            Kept = result.Requests.Count == 0 ? 1 : (double)kept / result.Requests.Count,
            MeanWaiting = Mean(result, s => s.Waiting),
            MeanRunning = Mean(result, s => s.Running),
            MeanBlocks = Mean(result, s => s.UsedBlocks),
            JoulesPerToken = result.Joules / Math.Max(result.OutputTokens, 1),
        };
    }

    private static double Mean(ServingResult result, Func<ServingSample, int> value)
    {
        double area = 0;
        for (var i = 0; i < result.Samples.Count; i++)
        {
            var end = i + 1 < result.Samples.Count ? result.Samples[i + 1].Start : result.End;
            area += (double)Math.Max(end - result.Samples[i].Start, 0) * value(result.Samples[i]);
        }

        return result.End == 0 ? 0 : area / result.End;
    }
}
