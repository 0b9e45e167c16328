namespace ActorSim.Actors.Core;

/// <summary>One core: its compute units and scratchpad.</summary>
/// <param name="Arrays">Systolic arrays, 1 to 64. Source: TPUv3 has 2 per core.</param>
/// <param name="WeightBufferDepth">Weight slots per array, 1 to 64. Source: TOGSim's default (2).</param>
/// <param name="SpadBytes">Scratchpad bytes, at least 1. Source: TPUv3 has 16 MiB of vector memory per core.</param>
public sealed record CoreSpec(int Arrays, int WeightBufferDepth, long SpadBytes)
{
    public const int MaxArrays = 64;
    public const int MaxWeightBufferDepth = 64;

    /// <summary>Bytes that a work-item without a bound of its own may take beside another: half of the scratchpad, for double buffering.
    /// Source: TOGSim's rule.</summary>
    public long SharedSpadBytes => SpadBytes / 2;
}
