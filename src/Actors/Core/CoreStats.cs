namespace ActorSim.Actors.Core;

/// <summary>What one core did. Issue cycles + stall cycles of all causes = cycles of the run.</summary>
public sealed class CoreStats
{
    private readonly long[] _stalls = new long[Enum.GetValues<StallCause>().Length];

    /// <summary>Cycles in which an instruction was issued.</summary>
    public long IssueCycles { get; internal set; }

    /// <summary>Instructions executed, those that take no issue included.</summary>
    public long Instructions { get; internal set; }

    /// <summary>Work-items retired.</summary>
    public long WorkItems { get; internal set; }

    /// <summary>Most bytes of scratchpad in use at once.</summary>
    public long SpadHighWaterBytes { get; internal set; }

    /// <summary>Cycles without an issue, by cause.</summary>
    public long StallCycles(StallCause cause) => _stalls[(int)cause];

    internal void AddStall(StallCause cause, long cycles) => _stalls[(int)cause] += cycles;
}

/// <summary>What one compute unit did, in core cycles. Busy + bubble + idle = total.</summary>
public sealed class ComputeUnitStats
{
    public long Operations { get; internal set; }

    /// <summary>Sum of cost - overlap: the cycles in which the unit accepts nothing else.</summary>
    public long BusyCycles { get; internal set; }

    /// <summary>Overlap that was not overlapped: pipeline fill and drain that nothing hid.</summary>
    public long BubbleCycles { get; internal set; }

    /// <summary>Counts one operation more.</summary>
    /// <param name="busyCycles">Core cycles in which the unit accepted nothing else for it.</param>
    /// <param name="bubbleCycles">Core cycles of its fill and drain that nothing hid.</param>
    public void Book(long busyCycles, long bubbleCycles)
    {
        Operations++;
        BusyCycles += busyCycles;
        BubbleCycles += bubbleCycles;
    }
}
