namespace ActorSim.Trace.Records;

/// <summary>
/// The smallest dispatched unit: its records in flat arrays that are kept and reused, so that a warm work-item is filled without
/// allocating. Rented from a <see cref="WorkItemPool"/>; whoever holds it last calls <see cref="Return"/>, after which its spans hold
/// someone else's data. Not safe for concurrent writers; any number of threads may read a finished one.
/// </summary>
public sealed class WorkItem : IDisposable
{
    // Not readonly: these are mutable structs.
#pragma warning disable IDE0044
    internal GrowableArray<TraceRecord> RecordPool = new(64);
    internal GrowableArray<long> RecordOffsetPool = new(64);
    internal GrowableArray<int> IntPool = new(128);
    internal GrowableArray<long> LongPool = new(256);
    internal GrowableArray<DmaOptionsEntry> OptionPool = new(1);
    internal GrowableArray<byte> BytePool = new(16);
#pragma warning restore IDE0044
    private readonly WorkItemPool? _pool;
    private int _rented = 1;
    private int _parallelCount;
    private int _dependsCount;

    internal WorkItem(WorkItemPool? pool) => _pool = pool;

    public int KernelId { get; private set; }

    /// <summary>Position in its kernel, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>Scratchpad footprint in bytes: the sum of the sizes of the buffers it touches.</summary>
    public long SpadBytes { get; private set; }

    /// <summary>Index along each parallel loop of the kernel.</summary>
    public ReadOnlySpan<long> ParallelIndices => LongPool.Slice(0, _parallelCount);

    /// <summary>Earlier work-items of the same kernel that must end first.</summary>
    public ReadOnlySpan<int> DependsOn => IntPool.Slice(0, _dependsCount);

    public ReadOnlySpan<TraceRecord> Records => RecordPool.Span;

    /// <summary>Position of the first record among all records of the trace; set by the reader.</summary>
    public long FirstRecordIndex { get; internal set; }

    /// <summary>Byte offset of the work-item object in the (uncompressed) trace; set by the reader.</summary>
    public long ByteOffset { get; internal set; }

    /// <summary>Buffers that the record reads.</summary>
    public ReadOnlySpan<int> Reads(scoped in TraceRecord record) => IntPool.Slice(record.ReadsStart, record.ReadsCount);

    /// <summary>Buffers that the record writes.</summary>
    public ReadOnlySpan<int> Writes(scoped in TraceRecord record) => IntPool.Slice(record.WritesStart, record.WritesCount);

    /// <summary>Elements per dimension, outermost first.</summary>
    public ReadOnlySpan<long> Dims(scoped in TraceRecord record) => LongPool.Slice(record.ShapeStart, record.Rank);

    /// <summary>Elements from one index to the next, per dimension.</summary>
    public ReadOnlySpan<long> Strides(scoped in TraceRecord record) =>
        LongPool.Slice(record.ShapeStart + record.Rank, record.StrideCount);

    /// <summary>Options of a Dma; empty when it has none.</summary>
    public DmaOptions Options(scoped in TraceRecord record) =>
        new(this, record.OptionsRef == 0 ? default : OptionPool[record.OptionsRef - 1]);

    /// <summary>Byte offset of a record in the (uncompressed) trace, or -1 if the work-item was not read from one.</summary>
    public long RecordByteOffset(int record) => record < RecordOffsetPool.Count ? RecordOffsetPool[record] : -1;

    /// <summary>Gives the work-item back to its pool. Refuses to be called twice.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref _rented, 0) == 0)
            throw new InvalidOperationException($"Work-item {Index} of kernel {KernelId} was returned twice.");
        _pool?.Add(this);
    }

    /// <summary>Same as <see cref="Return"/>.</summary>
    public void Dispose() => Return();

    internal ReadOnlySpan<long> Longs(int start, int count) => LongPool.Slice(start, count);

    internal ReadOnlySpan<byte> Bytes(int start, int count) => BytePool.Slice(start, count);

    internal void MarkRented() => Volatile.Write(ref _rented, 1);

    internal void Clear()
    {
        RecordPool.Truncate(0);
        RecordOffsetPool.Truncate(0);
        IntPool.Truncate(0);
        LongPool.Truncate(0);
        OptionPool.Truncate(0);
        BytePool.Truncate(0);
        _parallelCount = _dependsCount = 0;
    }

    /// <summary>Parallel indices and dependencies must already be alone in their pools.</summary>
    internal void SetHead(int kernelId, int index, long spadBytes)
    {
        KernelId = kernelId;
        Index = index;
        SpadBytes = spadBytes;
        _parallelCount = LongPool.Count;
        _dependsCount = IntPool.Count;
    }

    /// <summary>Takes a new number and counts dependencies from <paramref name="first"/>; earlier ones go.</summary>
    internal void Renumber(int index, int first)
    {
        Span<int> list = IntPool.MutableSlice(0, _dependsCount);
        int kept = 0;
        foreach (int id in list)
        {
            if (id >= first)
                list[kept++] = id - first;
        }
        _dependsCount = kept;
        Index = index;
    }

    internal void SetSpadBytes(long bytes) => SpadBytes = bytes;
}
