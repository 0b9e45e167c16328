namespace ActorSim.Dram.Policies;

/// <summary>A refresh: due in <paramref name="Cycle"/>, of a rank (flat over the channel), and of one bank of it (flat) or of all (-1).</summary>
public readonly record struct RefreshDue(long Cycle, int Rank, int Bank = -1)
{
    /// <summary>No refresh, ever.</summary>
    public static RefreshDue Never => new(long.MaxValue, -1);
}
