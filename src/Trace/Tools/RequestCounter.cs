using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Counts the distinct requests (aligned blocks of a power-of-two or any other size) that a Dma touches.</summary>
public sealed class RequestCounter
{
    private readonly List<(long First, long Last)> _runs = [];
    private readonly long _request;
    private bool _ordered;

    /// <param name="requestBytes">Size of a request in bytes, 1 or more.</param>
    public RequestCounter(int requestBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestBytes, 1);
        _request = requestBytes;
    }

    /// <summary>
    /// Requests of one Dma of a valid trace. A request belongs to the address where an element starts (docs/timing.md); masked elements
    /// have none.
    /// </summary>
    public long Count(WorkItem item, scoped in TraceRecord record, TraceTensor tensor)
    {
        _runs.Clear();
        _ordered = true;
        Span<long> low = stackalloc long[record.Rank];
        Span<long> high = stackalloc long[record.Rank];
        DmaOptions options = item.Options(in record);
        item.Dims(in record).CopyTo(high);
        if (options.HasValidBox)
        {
            options.ValidLow.CopyTo(low);
            options.ValidHigh.CopyTo(high);
        }
        for (int k = 0; k < low.Length; k++)
        {
            if (low[k] >= high[k])
                return 0;
        }
        var shape = new Shape(low, high, item.Strides(in record), options, record.ElementBytes);
        Expand(shape, 0, tensor.BaseAddress + record.ElementOffset * record.ElementBytes);
        return Merged();
    }

    private void Expand(Shape shape, int axis, long address)
    {
        bool indirect = shape.Options.HasIndirect && shape.Options.IndirectAxis == axis;
        long step = shape.Strides[axis] * shape.ElementBytes;
        if (axis == shape.Low.Length - 1 && !indirect)
        {
            Row(address + shape.Low[axis] * step, shape.High[axis] - shape.Low[axis], step);
            return;
        }
        for (long i = shape.Low[axis]; i < shape.High[axis]; i++)
        {
            long at = address + i * step + (indirect ? shape.Options.IndirectOffsets[(int)i] * shape.ElementBytes : 0);
            if (axis == shape.Low.Length - 1)
                Row(at, 1, 0);
            else
                Expand(shape, axis + 1, at);
        }
    }

    private void Row(long address, long count, long step)
    {
        // Steps no larger than a request leave no gap between the first and the last request.
        if (Math.Abs(step) <= _request)
        {
            long end = address + (count - 1) * step;
            Add(Math.Min(address, end) / _request, Math.Max(address, end) / _request);
            return;
        }
        for (long i = 0; i < count; i++)
            Add((address + i * step) / _request, (address + i * step) / _request);
    }

    private void Add(long first, long last)
    {
        if (_runs.Count > 0)
        {
            (long First, long Last) before = _runs[^1];
            if (first >= before.First && first <= before.Last + 1)
            {
                _runs[^1] = (before.First, Math.Max(before.Last, last));
                return;
            }
            _ordered &= first > before.Last;
        }
        _runs.Add((first, last));
    }

    private long Merged()
    {
        if (!_ordered)
            _runs.Sort();
        long total = 0;
        long seen = long.MinValue;
        foreach ((long first, long last) in _runs)
        {
            long from = Math.Max(first, seen);
            if (last >= from)
                total += last - from + 1;
            seen = Math.Max(seen, last + 1);
        }
        return total;
    }

    private readonly ref struct Shape(
        ReadOnlySpan<long> low, ReadOnlySpan<long> high, ReadOnlySpan<long> strides, DmaOptions options, int elementBytes)
    {
        public readonly ReadOnlySpan<long> Low = low;
        public readonly ReadOnlySpan<long> High = high;
        public readonly ReadOnlySpan<long> Strides = strides;
        public readonly DmaOptions Options = options;
        public readonly int ElementBytes = elementBytes;
    }
}
