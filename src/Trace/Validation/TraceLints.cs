using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>
/// What is allowed in a trace, and yet hardly meant: a footprint that is understated, data used without waiting for them, data loaded and
/// never used. One warning for each kind and kernel, with the first place.
/// </summary>
public sealed class TraceLints
{
    private readonly SpadFootprint _footprint = new();
    private readonly HashSet<(int Kernel, string Kind)> _seen = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<int, BufferState> _buffers = [];

    /// <summary>The warnings so far, in the order of the trace.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Buffer(TraceBuffer buffer) => _footprint.Add(buffer);

    /// <summary>Looks at a work-item whose buffers are all declared; gives the bytes of scratchpad that it may hold.</summary>
    public long WorkItem(WorkItem item)
    {
        var bytes = _footprint.Of(item);
        if (item.SpadBytes < bytes)
        {
            Warn(item, "footprint", $"states {item.SpadBytes} bytes of scratchpad, but may hold {bytes} at once; "
                + "cores are given a second work-item by what it states");
        }

        _buffers.Clear();
        for (var r = 0; r < item.Records.Length; r++) Record(item, in item.Records[r], r);
        foreach (var (buffer, state) in _buffers.OrderBy(b => b.Key)) Unread(item, buffer, state);
        return bytes;
    }

    private void Record(WorkItem item, in TraceRecord record, int index)
    {
        var isLoad = record.Kind == RecordKind.Dma && record.IsLoad;
        if (record.Kind != RecordKind.MemoryBarrier)
            foreach (var b in item.Reads(in record)) Read(item, b, index);
        foreach (var b in item.Writes(in record))
        {
            var state = _buffers.GetValueOrDefault(b, BufferState.None);
            if (isLoad) state = state.Load >= 0 ? state with { IsPending = record.IsAsync } : new BufferState(index, record.IsAsync);
            else if (record.Kind == RecordKind.MemoryBarrier) state = state with { IsPending = false };
            else state = BufferState.None;
            _buffers[b] = state;
        }
    }

    private void Read(WorkItem item, int buffer, int index)
    {
        if (!_buffers.TryGetValue(buffer, out var state)) return;
        if (state.IsPending)
        {
            Warn(item, "race", $"record {index} reads buffer {buffer} without waiting for the load of record {state.Load}: "
                + "it may see old data; put a barrier of that load's tag between them");
        }

        _buffers[buffer] = BufferState.None;
    }

    private void Unread(WorkItem item, int buffer, BufferState state)
    {
        if (state.Load >= 0)
            Warn(item, "unread", $"record {state.Load} loads buffer {buffer}, which nothing reads afterwards");
    }

    private void Warn(WorkItem item, string kind, string problem)
    {
        if (_seen.Add((item.KernelId, kind))) _warnings.Add($"kernel {item.KernelId}, work-item {item.Index}: {problem}");
    }

    // The first load since the buffer was last read (-1: none), and whether the last of them has not been waited for.
    private readonly record struct BufferState(int Load, bool IsPending)
    {
        public static readonly BufferState None = new(-1, false);
    }
}
