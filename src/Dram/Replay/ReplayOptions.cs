namespace ActorSim.Dram.Replay;

/// <summary>How a trace is put to the channels.</summary>
/// <param name="AccessBytes">Bytes of one request to a channel: a line is split into as many parts as it needs.</param>
/// <param name="CapacityBytes">Bytes of one channel: addresses beyond all channels' are refused.</param>
/// <param name="OffersPerCycle">Lines offered per DRAM cycle, at least 1; a line of several parts offers all of them.</param>
public sealed record ReplayOptions(int AccessBytes, long CapacityBytes, int OffersPerCycle)
{
    /// <summary>Whether the latency of a line counts from its cycle in the trace instead of from its entry: waiting outside included.</summary>
    public bool LatencyFromArrival { get; init; }

    /// <summary>Parts of one line.</summary>
    public int PartsPerLine => Math.Max(1, DramTraceLine.Bytes / AccessBytes);
}

/// <summary>Hears how far a replay has come.</summary>
public interface IReplayProgress
{
    /// <summary>All channels have run all cycles before <paramref name="cycle"/>.</summary>
    void OnReached(long cycle);
}
