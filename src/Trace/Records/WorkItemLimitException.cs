namespace ActorSim.Trace.Records;

/// <summary>A work-item under construction would have more records than its builder takes.</summary>
public sealed class WorkItemLimitException(int limit) : Exception($"a work-item has more than {limit} records")
{
    /// <summary>Most records.</summary>
    public int Limit { get; } = limit;
}
