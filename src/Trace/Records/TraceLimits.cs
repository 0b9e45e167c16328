namespace ActorSim.Trace.Records;

/// <summary>Largest sizes that a reader accepts. They bound memory.</summary>
/// <remarks>Nothing is allocated before the bytes behind it have been read.</remarks>
public sealed record TraceLimits
{
    public static TraceLimits Default { get; } = new();

    /// <summary>Bytes of one string.</summary>
    public int StringBytes { get; init; } = 64 * 1024;

    /// <summary>Elements of one list (buffers, dependencies, shape, indirect offsets) and entries of the header's map.</summary>
    public int ListLength { get; init; } = 1 << 20;

    /// <summary>Records of one work-item.</summary>
    public int RecordsPerWorkItem { get; init; } = 1 << 22;

    /// <summary>Bytes of one record or of one top-level object that is not a work-item.</summary>
    public int ObjectBytes { get; init; } = 64 << 20;
}

/// <summary>A work-item under construction would have more records than its builder takes.</summary>
public sealed class WorkItemLimitException(int limit) : Exception($"a work-item has more than {limit} records")
{
    /// <summary>Most records.</summary>
    public int Limit { get; } = limit;
}
