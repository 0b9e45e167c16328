using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>What the emitted trace leaves open.</summary>
public sealed record ProducerOptions
{
    /// <summary>Byte address of the first tensor; the others follow in order of id. At least 0.</summary>
    public long FirstAddress { get; init; } = 1 << 20;

    /// <summary>Tensors start at multiples of this, bytes; 1 or more.</summary>
    public long Alignment { get; init; } = 4096;

    /// <summary>Where the tensors lie from the first address on; null: one after the other. Made for this module at these sizes.</summary>
    public MemoryPlan? Memory { get; init; }

    /// <summary>Partition (tenant) of all kernels, at least 0.</summary>
    public int Partition { get; init; }

    /// <summary>
    /// Integer contents of index tensors, by tensor id: what gathers and scatters move follows from them. Where they are not given, or
    /// an offset is computed from more than one of them, a fixed pattern stands in (docs/frontend.md).
    /// </summary>
    public ImmutableDictionary<int, long[]> IndexData { get; init; } = ImmutableDictionary<int, long[]>.Empty;
}
