using ActorSim.Trace.Packing;

namespace ActorSim.Trace.Records;

/// <summary>Options of a Dma as a producer states them. Keys and meaning: docs/trace-format.md.</summary>
public sealed record DmaOptionsSpec
{
    /// <summary>Dimension that <see cref="IndirectOffsets"/> belongs to.</summary>
    public int IndirectAxis { get; init; }

    /// <summary>Extra element offset for each index along the axis; null means none.</summary>
    public long[]? IndirectOffsets { get; init; }

    /// <summary>First valid index per dimension; together with <see cref="ValidHigh"/>, or null.</summary>
    public long[]? ValidLow { get; init; }

    /// <summary>One past the last valid index per dimension.</summary>
    public long[]? ValidHigh { get; init; }

    /// <summary>What a load puts where the box is not valid: a MessagePack number.</summary>
    public RawMessagePack? Fill { get; init; }

    /// <summary>The transfer adds to what its destination holds.</summary>
    public bool Accumulate { get; init; }
}
