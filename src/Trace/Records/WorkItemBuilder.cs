namespace ActorSim.Trace.Records;

/// <summary>
/// Fills work-items. One builder serves any number of them, one after the other: <see cref="Begin"/>, records, <see cref="Build"/>.
/// It checks only what the layout needs; the rules of the format are the validator's.
/// </summary>
public sealed class WorkItemBuilder
{
    private readonly WorkItemPool _pool;
    private readonly int _mostRecords;
    private WorkItem? _item;

    /// <param name="pool">Where work-items come from; null: a pool of its own.</param>
    /// <param name="mostRecords">The record after these is refused before memory is taken for it.</param>
    public WorkItemBuilder(WorkItemPool? pool = null, int? mostRecords = null)
    {
        _pool = pool ?? new WorkItemPool();
        _mostRecords = mostRecords ?? TraceLimits.Default.RecordsPerWorkItem;
    }

    /// <summary>Number of records so far.</summary>
    public int RecordCount => Item.RecordPool.Count;

    private WorkItem Item => _item ?? throw new InvalidOperationException("Call Begin before adding records.");

    /// <summary>Starts a work-item; an unfinished one is dropped.</summary>
    /// <param name="kernelId">Kernel that it belongs to.</param>
    /// <param name="index">Position in the kernel, from 0.</param>
    /// <param name="parallelIndices">Index along each parallel loop.</param>
    /// <param name="spadBytes">Scratchpad footprint in bytes.</param>
    /// <param name="dependsOn">Earlier work-items of the kernel.</param>
    public WorkItemBuilder Begin(
        int kernelId, int index, ReadOnlySpan<long> parallelIndices = default, long spadBytes = 0, ReadOnlySpan<int> dependsOn = default)
    {
        _item?.Return();
        _item = _pool.Rent();
        _item.LongPool.AddRange(parallelIndices);
        _item.IntPool.AddRange(dependsOn);
        _item.SetHead(kernelId, index, spadBytes);
        return this;
    }

    /// <summary>Replaces the footprint given to <see cref="Begin"/>, for producers that know it only at the end.</summary>
    public void SetSpadBytes(long bytes) => Item.SetSpadBytes(bytes);

    /// <summary>
    /// Adds a load, DRAM to scratchpad, into the buffers <paramref name="writes"/>; <paramref name="reads"/>: those with its offsets, if it is indirect.
    /// </summary>
    /// <exception cref="WorkItemLimitException">The work-item is full.</exception>
    /// <exception cref="OverflowException">Bits or ranks do not fit the record.</exception>
    public void AddLoad(
        TensorTile tile, TransferTag tag, ReadOnlySpan<int> writes, ReadOnlySpan<int> reads = default, DmaOptionsSpec? options = null) =>
        AddDma(DmaDirection.Load, tile, tag, reads, writes, options);

    /// <summary>Adds a store, scratchpad to DRAM, of the buffers <paramref name="reads"/>. Errors as in <see cref="AddLoad"/>.</summary>
    public void AddStore(
        TensorTile tile, TransferTag tag, ReadOnlySpan<int> reads, ReadOnlySpan<int> writes = default, DmaOptionsSpec? options = null) =>
        AddDma(DmaDirection.Store, tile, tag, reads, writes, options);

    /// <summary>Adds a transfer of either direction. Errors as in <see cref="AddLoad"/>.</summary>
    public void AddDma(
        DmaDirection direction, TensorTile tile, TransferTag tag, ReadOnlySpan<int> reads, ReadOnlySpan<int> writes, DmaOptionsSpec? options = null)
    {
        WorkItem item = WithRoom();
        ref TraceRecord record = ref item.RecordPool.AddSlot();
        record.Kind = RecordKind.Dma;
        record.Direction = direction;
        record.Id = tile.TensorId;
        record.ElementOffset = tile.ElementOffset;
        record.ElementBits = checked((byte)tile.ElementBits);
        record.IsAsync = tag.IsAsync;
        record.TagId = tag.Id;
        record.TagSlot = tag.Slot;
        record.Rank = checked((byte)tile.Dims.Length);
        record.StrideCount = checked((byte)tile.Strides.Length);
        record.ShapeStart = item.LongPool.AddRange(tile.Dims);
        item.LongPool.AddRange(tile.Strides);
        SetBuffers(ref record, reads, writes);
        if (options is not null)
            record.OptionsRef = AddOptions(options);
    }

    public void AddCompute(int tileId, ReadOnlySpan<long> dims, ReadOnlySpan<int> reads, ReadOnlySpan<int> writes)
    {
        WorkItem item = WithRoom();
        ref TraceRecord record = ref item.RecordPool.AddSlot();
        record.Kind = RecordKind.Compute;
        record.Id = tileId;
        record.Rank = checked((byte)dims.Length);
        record.ShapeStart = item.LongPool.AddRange(dims);
        SetBuffers(ref record, reads, writes);
    }

    /// <summary>Waits for the most recent asynchronous load of the tag and then is the writer of <paramref name="writes"/>.</summary>
    public void AddBarrier(int tagId, int tagSlot, ReadOnlySpan<int> writes)
    {
        ref TraceRecord record = ref WithRoom().RecordPool.AddSlot();
        record.Kind = RecordKind.MemoryBarrier;
        record.TagId = tagId;
        record.TagSlot = tagSlot;
        SetBuffers(ref record, default, writes);
    }

    /// <summary>The finished work-item; the caller owns it.</summary>
    public WorkItem Build()
    {
        WorkItem item = Item;
        _item = null;
        return item;
    }

    /// <summary>The work-item so far: for decoders that write into the pools themselves, and for who measures it.</summary>
    public WorkItem Open => Item;

    private WorkItem WithRoom()
    {
        WorkItem item = Item;
        return item.RecordPool.Count < _mostRecords ? item : throw new WorkItemLimitException(_mostRecords);
    }

    private void SetBuffers(ref TraceRecord record, ReadOnlySpan<int> reads, ReadOnlySpan<int> writes)
    {
        WorkItem item = Item;
        record.ReadsCount = reads.Length;
        record.ReadsStart = item.IntPool.AddRange(reads);
        record.WritesCount = writes.Length;
        record.WritesStart = item.IntPool.AddRange(writes);
    }

    private int AddOptions(DmaOptionsSpec options)
    {
        WorkItem item = Item;
        var entry = new DmaOptionsEntry { Accumulate = options.Accumulate };
        if (options.IndirectOffsets is { } offsets)
        {
            entry.HasIndirect = true;
            entry.IndirectAxis = options.IndirectAxis;
            entry.IndirectCount = offsets.Length;
            entry.IndirectStart = item.LongPool.AddRange(offsets);
        }
        if (options.ValidLow is { } low && options.ValidHigh is { } high)
        {
            if (low.Length != high.Length)
                throw new ArgumentException("ValidLow and ValidHigh differ in length.", nameof(options));
            entry.HasBox = true;
            entry.BoxRank = low.Length;
            entry.LowStart = item.LongPool.AddRange(low);
            entry.HighStart = item.LongPool.AddRange(high);
        }
        if (options.Fill is { } fill)
        {
            entry.HasFill = true;
            entry.FillLength = fill.Span.Length;
            entry.FillStart = item.BytePool.AddRange(fill.Span);
        }
        item.OptionPool.Add(entry);
        return item.OptionPool.Count;
    }
}
