namespace ActorSim.Dram.Devices;

/// <summary>One request as the channel served it; all cycles are DRAM cycles of the channel.</summary>
/// <param name="Tag">As given with the request.</param>
/// <param name="IsWrite">Direction.</param>
/// <param name="Outcome">Hit, miss or conflict of its row, or that it needed no command.</param>
/// <param name="Activated">An ACT was issued for it: every ACT is issued for one request.</param>
/// <param name="WaitCycles">From joining the channel's front queue to its RD or WR command (or to the cycle in which it was forwarded or
/// coalesced): at least 1.</param>
/// <param name="DoneCycle">A read: the end of its data burst. A write: its WR command, data being posted.</param>
public readonly record struct ServedRequest(int Tag, bool IsWrite, RowOutcome Outcome, bool Activated, long WaitCycles, long DoneCycle);
