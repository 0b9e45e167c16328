namespace ActorSim.Trace.Records;

/// <summary>
/// How many bytes of scratchpad a work-item holds at most, whatever the order in which its records issue: of each buffer as many versions as
/// its bound allows, neighbours in the order of the records; without a bound all of them. Follows the accounting of cores (docs/timing.md):
/// a load charges its own bytes, a compute that fills a buffer anew the buffer's.
/// </summary>
public sealed class SpadFootprint
{
    private readonly List<Use> _touched = [];
    private readonly Dictionary<int, Use> _uses = [];

    /// <summary>Declares a buffer; the work-items that follow may use it.</summary>
    public void Add(TraceBuffer buffer) => _uses[buffer.Id] = new Use(buffer);

    /// <summary>The bytes; of a work-item whose buffers are all declared.</summary>
    public long Of(WorkItem item)
    {
        foreach (ref readonly var record in item.Records) Take(item, in record);
        long bytes = 0;
        foreach (var use in _touched)
        {
            bytes += use.MostBytes();
            use.Reset();
        }

        _touched.Clear();
        return bytes;
    }

    private void Take(WorkItem item, in TraceRecord record)
    {
        if (record.Kind == RecordKind.MemoryBarrier) return;
        var reads = item.Reads(in record);
        var writes = item.Writes(in record);
        var isLoad = record.Kind == RecordKind.Dma && record.IsLoad;
        foreach (var b in reads)
            if (isLoad || !writes.Contains(b)) Get(b).Open = false;
        foreach (var b in writes)
            if (isLoad) Get(b).Charge(Bytes(item, in record), extends: true);
            else if (record.Kind == RecordKind.Compute && !reads.Contains(b)) Get(b).Charge(Get(b).Buffer.Bytes, extends: false);
    }

    private Use Get(int buffer)
    {
        var use = _uses[buffer];
        if (!use.IsTouched) _touched.Add(use);
        use.IsTouched = true;
        return use;
    }

    private static long Bytes(WorkItem item, in TraceRecord record)
    {
        long bytes = record.ElementBytes;
        foreach (var d in item.Dims(in record)) bytes *= d;
        return bytes;
    }

    private sealed class Use(TraceBuffer buffer)
    {
        private readonly List<long> _versions = [];

        public TraceBuffer Buffer { get; } = buffer;

        public bool IsTouched { get; set; }

        /// <summary>A version is being filled: what is written next belongs to it.</summary>
        public bool Open { get; set; }

        public void Charge(long bytes, bool extends)
        {
            if (Buffer.Role == BufferRole.Weights) return;
            if (!Open) _versions.Add(bytes);
            else if (extends) _versions[^1] += bytes;
            Open = true;
        }

        public long MostBytes()
        {
            var most = Buffer.Versions > 0 ? Buffer.Versions : _versions.Count;
            long held = 0, highest = 0;
            for (var v = 0; v < _versions.Count; v++)
            {
                held += _versions[v] - (v >= most ? _versions[v - most] : 0);
                highest = Math.Max(highest, held);
            }

            return highest;
        }

        public void Reset()
        {
            _versions.Clear();
            (IsTouched, Open) = (false, false);
        }
    }
}
