namespace ActorSim.Dram.Devices;

/// <summary>
/// Counters of one channel since it was built. Every request falls into exactly one of hit, miss, conflict, forwarded read and
/// coalesced write: hits + misses + conflicts + <see cref="ForwardedReads"/> + <see cref="CoalescedWrites"/> = requests once drained.
/// </summary>
public sealed class DramChannelStats
{
    /// <summary>RD commands issued (forwarded reads need none).</summary>
    public long Reads { get; internal set; }

    /// <summary>WR commands issued (coalesced writes need none).</summary>
    public long Writes { get; internal set; }

    /// <summary>ACT commands issued.</summary>
    public long Activates { get; internal set; }

    /// <summary>PRE commands of a single bank issued.</summary>
    public long Precharges { get; internal set; }

    /// <summary>PREab commands (all banks of a rank, before a refresh) issued.</summary>
    public long PrechargeAlls { get; internal set; }

    /// <summary>REFab commands issued, one per rank (pseudo-channel) and refresh interval, including those of idle times.</summary>
    public long Refreshes { get; internal set; }

    /// <summary>REFpb commands (one bank) issued, including those of idle times.</summary>
    public long BankRefreshes { get; internal set; }

    /// <summary>Cycles in which a rank had an open row, summed over the ranks (and pseudo-channels): active standby.</summary>
    public long ActiveStandbyCycles { get; internal set; }

    /// <summary>Requests whose first command was RD or WR: their row was open.</summary>
    public long RowHits { get; internal set; }

    /// <summary>Requests whose first command was ACT: their bank was closed.</summary>
    public long RowMisses { get; internal set; }

    /// <summary>Requests whose first command was PRE: another row was open in their bank.</summary>
    public long RowConflicts { get; internal set; }

    /// <summary>Reads answered from a buffered write of the same address.</summary>
    public long ForwardedReads { get; internal set; }

    /// <summary>Writes absorbed by a buffered write of the same address.</summary>
    public long CoalescedWrites { get; internal set; }

    /// <summary>Cycles of occupied data bus, summed over the pseudo-channels: burst length times column commands.</summary>
    public long BusyDataCycles { get; internal set; }

    /// <summary>Integral over time of the number of requests in the read and write buffers (requests x cycles); a request counts
    /// in the cycle it is accepted and in the cycle of the command that takes it out (its ACT, or its RD/WR on a hit).</summary>
    public long QueueOccupancyCycles { get; internal set; }

    /// <summary>Most requests in the read and write buffers at once.</summary>
    public long QueueOccupancyMax { get; internal set; }

    /// <summary>Sum over requests that have left the front queue of the cycles from joining to leaving it (at least 1 each).</summary>
    public long FrontQueueCycles { get; internal set; }

    /// <summary>Sum over served reads of the cycles from acceptance by the controller to the end of the data burst.</summary>
    public long ReadLatencySumCycles { get; internal set; }

    /// <summary>Largest term of <see cref="ReadLatencySumCycles"/>, cycles.</summary>
    public long ReadLatencyMaxCycles { get; internal set; }
}
