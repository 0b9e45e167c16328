namespace ActorSim.Actors.Dram;

/// <summary>The memory models by name.</summary>
public static class DramCatalog
{
    public static IReadOnlyList<string> Names { get; } = [DramSpec.Fixed];

    /// <summary>A channel of the model.</summary>
    public static IDramDevice Create(DramSpec spec) => new FixedLatencyMemory(spec.FixedLatencyCycles);
}
