namespace ActorSim.Actors.Dram;

/// <summary>The memory models by name.</summary>
public static class DramCatalog
{
    public const string Fixed = "fixed";
    public const string Hbm2Controller = "hbm2";

    public static IReadOnlyList<string> Names { get; } = [Fixed, Hbm2Controller];

    /// <summary>A channel of the model.</summary>
    /// <exception cref="ArgumentException">Unknown model, or a specification that breaks a rule.</exception>
    public static IDramDevice Create(DramSpec spec) => spec.Model switch
    {
        Fixed => new FixedLatencyMemory(spec.FixedLatencyCycles),
        Hbm2Controller => new HbmChannel(spec.Standard, spec.Controller, new RoBaRaCoChMap(spec.Standard)),
        _ => throw new ArgumentException($"unknown memory model '{spec.Model}'; known: {string.Join(", ", Names)}", nameof(spec)),
    };
}
