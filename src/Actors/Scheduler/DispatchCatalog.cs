namespace ActorSim.Actors.Scheduler;

/// <summary>The dispatch policies by name.</summary>
public static class DispatchCatalog
{
    public const string RoundRobin = "round-robin";
    public const string FirstFree = "first-free";
    public const string Blocked = "blocked";
    public const string CostAware = "cost-aware";

    public static IReadOnlyList<string> Names { get; } = [RoundRobin, FirstFree, Blocked, CostAware];

    /// <exception cref="ArgumentException">Unknown name.</exception>
    public static IDispatchPolicy Create(SchedulerSpec spec) => spec.Policy switch
    {
        RoundRobin => new RoundRobinDispatch(),
        FirstFree => new FirstFreeDispatch(),
        Blocked => new BlockedDispatch(spec.BlockSize),
        CostAware => new CostAwareDispatch(),
        _ => throw new ArgumentException($"unknown dispatch policy '{spec.Policy}'; known: {string.Join(", ", Names)}", nameof(spec)),
    };
}
