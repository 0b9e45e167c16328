namespace ActorSim.Dram.Devices;

/// <summary>Hears of every request that a channel serves, once, in the channel's order of service; called while the channel advances.</summary>
public interface IRequestObserver
{
    void OnServed(in ServedRequest request);
}

/// <summary>One request as the channel served it; all cycles are DRAM cycles of the channel.</summary>
/// <param name="Tag">As given with the request.</param>
/// <param name="IsWrite">Direction.</param>
/// <param name="Outcome">Hit, miss or conflict of its row, or that it needed no command.</param>
/// <param name="Activated">An ACT was issued for it: every ACT is issued for one request.</param>
/// <param name="WaitCycles">From joining the channel's front queue to its RD or WR command (or to the cycle in which it was forwarded or
/// coalesced): at least 1.</param>
/// <param name="DoneCycle">A read: the end of its data burst. A write: its WR command, data being posted.</param>
public readonly record struct ServedRequest(int Tag, bool IsWrite, RowOutcome Outcome, bool Activated, long WaitCycles, long DoneCycle);

/// <summary>How the channel served a request: its first command, or no command at all.</summary>
public enum RowOutcome : byte
{
    /// <summary>Its row was open: the first command was RD or WR.</summary>
    Hit,

    /// <summary>Its bank was closed: the first command was ACT.</summary>
    Miss,

    /// <summary>Another row was open in its bank: the first command was PRE.</summary>
    Conflict,

    /// <summary>A read answered from a buffered write of the same address.</summary>
    Forwarded,

    /// <summary>A write absorbed by a buffered write of the same address.</summary>
    Coalesced,
}
