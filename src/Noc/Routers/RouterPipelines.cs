namespace ActorSim.Noc.Routers;

/// <summary>Pipelines by name; the number is the stages that a head passes.</summary>
public static class RouterPipelines
{
    private static readonly (string Name, RouterSpec Spec)[] Known =
    [
        ("la3", new RouterSpec()),
        ("canon4", new RouterSpec { RoutingDelay = 1 }),
        ("spec2", new RouterSpec { IsSpeculative = true }),
        ("slow6", new RouterSpec { RoutingDelay = 2, SwitchTraversal = 2 }),
    ];

    public static IReadOnlyList<string> Names { get; } = Known.Select(p => p.Name).ToArray();

    /// <exception cref="NocException">The name is not known.</exception>
    public static RouterSpec Find(string name) => Known.FirstOrDefault(p => p.Name == name).Spec
        ?? throw new NocException($"router '{name}' is not known; one of: {string.Join(", ", Names)}");
}
