namespace ActorSim.Trace.Records;

/// <summary>
/// One record of a work-item. It is plain data without references: lists are ranges into the work-item's pools and are fetched with
/// <see cref="WorkItem.Reads"/>, <see cref="WorkItem.Writes"/>, <see cref="WorkItem.Dims"/>, <see cref="WorkItem.Strides"/> and
/// <see cref="WorkItem.Options"/>. Fields that a kind does not have are 0.
/// </summary>
public struct TraceRecord
{
    public RecordKind Kind { get; internal set; }

    /// <summary>Dma only.</summary>
    public DmaDirection Direction { get; internal set; }

    /// <summary>Dma only: a load that is done for program order when its requests are issued.</summary>
    public bool IsAsync { get; internal set; }

    /// <summary>Dma only: width of an element in bits, a multiple of 8 in 8..64.</summary>
    public byte ElementBits { get; internal set; }

    /// <summary>Number of dimensions: 1..4 of a Dma, any of a compute.</summary>
    public byte Rank { get; internal set; }

    /// <summary>Dma only: number of strides; equals <see cref="Rank"/> in a valid trace.</summary>
    public byte StrideCount { get; internal set; }

    /// <summary>Tensor id of a Dma, tile id of a compute.</summary>
    public int Id { get; internal set; }

    /// <summary>Dma and MemoryBarrier.</summary>
    public int TagId { get; internal set; }

    /// <summary>Dma and MemoryBarrier.</summary>
    public int TagSlot { get; internal set; }

    /// <summary>Dma only: elements (may be negative) from the tensor's base to the element with all indices 0.</summary>
    public long ElementOffset { get; internal set; }

    internal int ReadsStart { get; set; }

    internal int ReadsCount { get; set; }

    internal int WritesStart { get; set; }

    internal int WritesCount { get; set; }

    /// <summary>Dims, then strides.</summary>
    internal int ShapeStart { get; set; }

    /// <summary>Index of the options plus 1; 0 means none.</summary>
    internal int OptionsRef { get; set; }

    public readonly int TensorId => Id;

    public readonly int TileId => Id;

    public readonly bool IsLoad => Kind == RecordKind.Dma && Direction == DmaDirection.Load;

    public readonly bool IsStore => Kind == RecordKind.Dma && Direction == DmaDirection.Store;

    public readonly int ElementBytes => ElementBits >> 3;

    /// <summary>The Dma has an options map that is not empty.</summary>
    public readonly bool HasOptions => OptionsRef != 0;
}
