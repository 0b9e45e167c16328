namespace ActorSim.Actors.Scheduler;

/// <summary>The dispatch policies by name.</summary>
public static class DispatchCatalog
{
    public const string RoundRobin = "round-robin";
    public const string FirstFree = "first-free";
    public const string Blocked = "blocked";
    public const string CostAware = "cost-aware";

    public static IReadOnlyList<string> Names { get; } = [RoundRobin, FirstFree, Blocked, CostAware];

    /// <summary>Those, and the host's own of <paramref name="spec"/>.</summary>
    public static IReadOnlyList<string> NamesOf(SchedulerSpec spec) => [.. Names, .. spec.OwnPolicies.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="ArgumentException">Unknown name.</exception>
    public static IDispatchPolicy Create(SchedulerSpec spec) => spec.Policy switch
    {
        RoundRobin => new RoundRobinDispatch(),
        FirstFree => new FirstFreeDispatch(),
        Blocked => new BlockedDispatch(spec.BlockSize),
        CostAware => new CostAwareDispatch(),
        _ when spec.OwnPolicies.TryGetValue(spec.Policy, out var create) => create(spec),
        _ => throw new ArgumentException($"unknown dispatch policy '{spec.Policy}'; known: {string.Join(", ", NamesOf(spec))}", nameof(spec)),
    };
}
