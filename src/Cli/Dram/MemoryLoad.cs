using ActorSim.Dram.Replay;

namespace ActorSim.Cli.Dram;

/// <summary>One load of the latency-throughput curve.</summary>
/// <param name="Load">Offered, as a share of the data buses' peak.</param>
/// <param name="OfferedBytesPerSecond">The same as a rate.</param>
/// <param name="BytesPerSecond">Served.</param>
/// <param name="MeanNs">From the cycle a line was due to the end of its data.</param>
/// <param name="P50Ns">Half of the lines took no longer.</param>
/// <param name="P99Ns">99 of 100 lines took no longer.</param>
internal sealed record MemoryLoad(double Load, double OfferedBytesPerSecond, double BytesPerSecond, double MeanNs, double P50Ns, double P99Ns)
{
    private const int Lines = 20_000;
    private const double SaturatedBelow = 0.97;
    private static readonly double[] Loads =
        [0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];

    /// <summary>Not all that was offered was served: the latency grows with the length of the measurement.</summary>
    public bool IsSaturated => BytesPerSecond < OfferedBytesPerSecond * SaturatedBelow;

    /// <summary>From 1 % load up to the first load that is not served.</summary>
    public static List<MemoryLoad> Curve(ReplayMemory plan, string pattern)
    {
        var points = new List<MemoryLoad>();
        foreach (var load in Loads)
        {
            points.Add(Measure(plan, pattern, load));
            if (points[^1].IsSaturated)
            {
                break;
            }
        }

        return points;
    }

    private static MemoryLoad Measure(ReplayMemory plan, string pattern, double load)
    {
        var peak = plan.Standard.PeakBytesPerSecond * plan.Channels;
        var cycleNs = plan.Standard.TckPs / 1000.0;
        var cyclesPerLine = DramTraceLine.Bytes / (peak * load) * 1e9 / cycleNs;
        // Twice the rate: what had to wait can catch up.
        var offers = 2 * (int)Math.Ceiling(1 / cyclesPerLine);
        var host = plan.Host(plan.Build(), offers, latencyFromArrival: true);
        var result = host.Run(new SyntheticPattern(pattern, plan.Standard.CapacityBytes * plan.Channels, Lines, cyclesPerLine));
        var latency = result.ReadLatency;

        // The last lines drain after the last one was offered: over the time of the offers plus one mean latency nothing is lost.
        var seconds = Math.Max(Lines * cyclesPerLine, result.Cycles - latency.Mean) * cycleNs * 1e-9;
        return new MemoryLoad(load, peak * load, Lines * DramTraceLine.Bytes / seconds,
            latency.Mean * cycleNs, latency.Quantile(0.5) * cycleNs, latency.Quantile(0.99) * cycleNs);
    }
}
