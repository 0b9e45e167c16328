using ActorSim.Dram.Policies;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>The row policies by name.</summary>
public static class RowPolicyCatalog
{
    public const string Open = "open";
    public const string Closed = "closed";
    public const string Timeout = "timeout";

    public static IReadOnlyList<string> Names { get; } = [Open, Closed, Timeout];

    /// <exception cref="ArgumentException">The name of <paramref name="spec"/>'s row policy is unknown.</exception>
    public static IRowPolicy Create(DramControllerSpec spec) => spec.RowPolicy switch
    {
        Open => new OpenRowPolicy(),
        Closed => new ClosedRowPolicy(),
        Timeout => new TimeoutRowPolicy(spec.RowTimeoutCycles),
        _ => throw NearestName.Unknown("row policy", spec.RowPolicy, Names),
    };
}
