namespace ActorSim.Dram.Replay;

/// <summary>What a replay measured.</summary>
/// <param name="Lines">Lines replayed.</param>
/// <param name="Reads">Of these, reads.</param>
/// <param name="Cycles">DRAM cycles until the last read had returned and the last write's data burst had ended.</param>
/// <param name="StallCycles">Cycles in which the oldest line wanted to enter and its buffer was full.</param>
/// <param name="ReadLatency">Of read lines, from the cycle in which the channel took the first part to the end of the last part's data.</param>
public sealed record ReplayResult(long Lines, long Reads, long Cycles, long StallCycles, LatencyHistogram ReadLatency)
{
    /// <summary>Mean over all read requests to a channel (parts of lines), each from the cycle in which the channel took it to the end of
    /// its data, cycles; 0 without reads. Of lines of one part it is the mean of <see cref="ReadLatency"/>.</summary>
    public double MeanReadLatency { get; init; }

    /// <summary>Bytes of all lines per cycle.</summary>
    public double BytesPerCycle => Cycles == 0 ? 0 : (double)Lines * DramTraceLine.Bytes / Cycles;
}
