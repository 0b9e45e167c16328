using ActorSim.Trace.Records;

namespace ActorSim.Tests.Oracle;

/// <summary>A record of a random trace before the sizes of its buffers are known.</summary>
internal sealed record PlannedRecord
{
    public RecordKind Kind { get; init; }

    public DmaDirection Direction { get; init; }

    /// <summary>Tensor or tile.</summary>
    public int Id { get; init; }

    public long Offset { get; init; }

    public long[] Dims { get; init; } = [];

    public long[] Strides { get; init; } = [];

    public int Bits { get; init; }

    public bool IsAsync { get; init; }

    public int Tag { get; init; }

    public int Slot { get; init; }

    public int[] Reads { get; init; } = [];

    public int[] Writes { get; init; } = [];

    /// <summary>Bytes of a transfer.</summary>
    public long Bytes => Dims.Aggregate(1L, (a, b) => a * b) * (Bits / 8);

    public void AddTo(WorkItemBuilder builder)
    {
        switch (Kind)
        {
            case RecordKind.Dma: builder.AddDma(Direction, new(Id, Offset, Dims, Strides, Bits), new(Tag, Slot, IsAsync), Reads, Writes); break;
            case RecordKind.Compute: builder.AddCompute(Id, Dims, Reads, Writes); break;
            default: builder.AddBarrier(Tag, Slot, Writes); break;
        }
    }
}
