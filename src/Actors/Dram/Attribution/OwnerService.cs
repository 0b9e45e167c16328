using ActorSim.Dram.Devices;

namespace ActorSim.Actors.Dram.Attribution;

/// <summary>How channels served the requests of one owner. Each request is one of hit, miss, conflict, forwarded and coalesced.</summary>
public struct OwnerService
{
    /// <summary>RD commands.</summary>
    public long Reads;

    /// <summary>WR commands.</summary>
    public long Writes;

    /// <summary>ACT commands issued for its requests.</summary>
    public long Activates;

    public long RowHits;
    public long RowMisses;
    public long RowConflicts;
    public long ForwardedReads;
    public long CoalescedWrites;

    /// <summary>Sum over requests of <see cref="ServedRequest.WaitCycles"/>.</summary>
    public long WaitCycles;

    /// <summary>All requests.</summary>
    public readonly long Requests => RowHits + RowMisses + RowConflicts + ForwardedReads + CoalescedWrites;

    public void Add(in OwnerService other)
    {
        Reads += other.Reads;
        Writes += other.Writes;
        Activates += other.Activates;
        RowHits += other.RowHits;
        RowMisses += other.RowMisses;
        RowConflicts += other.RowConflicts;
        ForwardedReads += other.ForwardedReads;
        CoalescedWrites += other.CoalescedWrites;
        WaitCycles += other.WaitCycles;
    }

    internal void Count(in ServedRequest request)
    {
        WaitCycles += request.WaitCycles;
        Activates += request.Activated ? 1 : 0;
        switch (request.Outcome)
        {
            case RowOutcome.Forwarded:
                ForwardedReads++;
                return;
            case RowOutcome.Coalesced:
                CoalescedWrites++;
                return;
            case RowOutcome.Hit:
                RowHits++;
                break;
            case RowOutcome.Miss:
                RowMisses++;
                break;
            default:
                RowConflicts++;
                break;
        }

        Reads += request.IsWrite ? 0 : 1;
        Writes += request.IsWrite ? 1 : 0;
    }
}
