using ActorSim.Trace.Records;

namespace ActorSim.Trace.Reading;

/// <summary>How to read a trace.</summary>
public sealed record TraceReaderOptions
{
    public static TraceReaderOptions Default { get; } = new();

    /// <summary>Check the rules of the whole trace while reading (counts, ids, addresses, weights, tags); the encoding and the CRC
    /// are always checked.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>The trace is an excerpt: its kernels may lack work-items.</summary>
    public bool IsExcerpt { get; init; }

    /// <summary>Where work-items come from and go back to; null means a pool of the reader's own.</summary>
    public WorkItemPool? Pool { get; init; }

    public TraceLimits Limits { get; init; } = TraceLimits.Default;
}
