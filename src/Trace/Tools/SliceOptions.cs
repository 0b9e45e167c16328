namespace ActorSim.Trace.Tools;

/// <summary>What to keep of a trace.</summary>
public sealed record SliceOptions
{
    /// <summary>Kernel ids to keep; null keeps all.</summary>
    public IReadOnlySet<int>? Kernels { get; init; }

    /// <summary>First work-item to keep, in each kernel.</summary>
    public int FirstWorkItem { get; init; }

    /// <summary>Work-items to keep from there, in each kernel.</summary>
    public int WorkItemCount { get; init; } = int.MaxValue;

    /// <summary>What is wrong with the options, or null.</summary>
    public string? Problem()
    {
        if (FirstWorkItem < 0)
            return $"first work-item {FirstWorkItem}; it must be 0 or more";
        if (WorkItemCount < 1)
            return $"work-item count {WorkItemCount}; it must be 1 or more";
        return Kernels is { Count: 0 } ? "no kernel is kept" : null;
    }
}
