using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>First and last element that a Dma touches, relative to its tensor's base, in elements.</summary>
public readonly record struct AddressRange(Int128 Low, Int128 High, bool IsEmpty)
{
    private static readonly Int128 Far = Int128.One << 100;

    // Products of two such numbers, four of them added, times the bytes of an element: all fit into 64 bits.
    private const long Small = 1L << 28;
    private const long SmallOffset = 1L << 57;

    /// <summary>True if the Dma stays inside the <paramref name="bytes"/> of its tensor, and the numbers are small enough to tell without the
    /// range. False says nothing.</summary>
    public static bool SurelyInside(WorkItem item, scoped in TraceRecord record, long bytes)
    {
        ReadOnlySpan<long> dims = item.Dims(in record);
        ReadOnlySpan<long> strides = item.Strides(in record);
        if (record.HasOptions || record.ElementOffset is < 0 or > SmallOffset)
            return false;
        long low = record.ElementOffset;
        long high = low;
        for (int k = 0; k < dims.Length; k++)
        {
            if (dims[k] is <= 0 or > Small || strides[k] is < -Small or > Small)
                return false;
            long reach = (dims[k] - 1) * strides[k];
            low += Math.Min(reach, 0);
            high += Math.Max(reach, 0);
        }
        return low >= 0 && (high + 1) * record.ElementBytes <= bytes;
    }

    /// <summary>Range over the whole box of indices, or over the valid box if the Dma is masked, with its indirect offsets.</summary>
    public static AddressRange Of(WorkItem item, scoped in TraceRecord record)
    {
        ReadOnlySpan<long> dims = item.Dims(in record);
        ReadOnlySpan<long> strides = item.Strides(in record);
        if (record.HasOptions)
            return WithOptions(record.ElementOffset, dims, strides, item.Options(in record));
        Int128 low = record.ElementOffset;
        Int128 high = low;
        for (int k = 0; k < dims.Length; k++)
        {
            if (dims[k] <= 0)
                return new AddressRange(0, 0, true);
            Int128 reach = Reach(dims[k] - 1, strides[k]);
            if (reach < 0)
                low += reach;
            else
                high += reach;
        }
        return new AddressRange(low, high, false);
    }

    private static AddressRange WithOptions(long offset, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, DmaOptions options)
    {
        Int128 low = offset;
        Int128 high = offset;
        for (int k = 0; k < dims.Length; k++)
        {
            long first = options.HasValidBox ? options.ValidLow[k] : 0;
            long last = (options.HasValidBox ? options.ValidHigh[k] : dims[k]) - 1;
            if (last < first)
                return new AddressRange(0, 0, true);
            Int128 a = Reach(first, strides[k]);
            Int128 b = Reach(last, strides[k]);
            if (options.HasIndirect && options.IndirectAxis == k)
                (a, b) = Indirect(options.IndirectOffsets, first, last, strides[k]);
            low += Int128.Min(a, b);
            high += Int128.Max(a, b);
        }
        return new AddressRange(low, high, false);
    }

    /// <summary>index * stride, held far outside any address but far inside 128 bits, so that four of them add up.</summary>
    private static Int128 Reach(long index, long stride) => Int128.Clamp((Int128)index * stride, -Far, Far);

    private static (Int128 Low, Int128 High) Indirect(ReadOnlySpan<long> offsets, long first, long last, long stride)
    {
        Int128 low = Int128.MaxValue;
        Int128 high = Int128.MinValue;
        for (long i = first; i <= last; i++)
        {
            Int128 at = Reach(i, stride) + offsets[(int)i];
            low = Int128.Min(low, at);
            high = Int128.Max(high, at);
        }
        return (low, high);
    }
}
