namespace ActorSim.Trace.Records;

/// <summary>A tile of a tensor in DRAM, as a transfer walks over it.</summary>
/// <param name="tensorId">Id of a declared tensor.</param>
/// <param name="elementOffset">First element, from the tensor's start; may be outside where a valid box cuts it off.</param>
/// <param name="dims">Extents, elements, each 1 or more; 1 to 255 of them.</param>
/// <param name="strides">Elements from one index to the next, of any sign; one for each of <paramref name="dims"/>.</param>
/// <param name="elementBits">Size of an element, 1 to 255 bits; the format knows multiples of 8.</param>
public readonly ref struct TensorTile(
    int tensorId, long elementOffset, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int elementBits)
{
    public int TensorId { get; } = tensorId;

    public long ElementOffset { get; } = elementOffset;

    public ReadOnlySpan<long> Dims { get; } = dims;

    public ReadOnlySpan<long> Strides { get; } = strides;

    public int ElementBits { get; } = elementBits;
}

/// <summary>What pairs a transfer with its barrier: the tag and its slot, 0 or more each.</summary>
/// <param name="Id">The tag.</param>
/// <param name="Slot">Tells transfers of one tag apart.</param>
/// <param name="IsAsync">A barrier waits for it, not the next instruction that uses its buffers. Loads only.</param>
public readonly record struct TransferTag(int Id, int Slot, bool IsAsync = false);
