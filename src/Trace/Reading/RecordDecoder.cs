using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Reading;

/// <summary>Reads one record into a work-item's pools. After an exception the pools hold part of it: the caller rolls them back.</summary>
internal static class RecordDecoder
{
    private const int MaxRank = byte.MaxValue;

    public static void Decode(ref RecordReader r, WorkItem item, TraceLimits limits)
    {
        item.RecordOffsetPool.Add(r.Offset);
        long at = r.Offset;
        int elements = r.ReadArrayHeader();
        FieldReader.Arity(ref r, elements, 1, "record");
        var record = default(TraceRecord);
        long kind = r.ReadInt64();
        int known;
        switch (kind)
        {
            case (long)RecordKind.Dma: known = Dma(ref r, elements, item, ref record, limits); break;
            case (long)RecordKind.Compute: known = Compute(ref r, elements, item, ref record, limits); break;
            case (long)RecordKind.MemoryBarrier: known = Barrier(ref r, elements, item, ref record, limits); break;
            default: throw new PackedDataException($"record kind {kind} is unknown", at);
        }
        FieldReader.SkipExtra(ref r, elements, known);
        item.RecordPool.Add(record);
    }

    private static int Dma(ref RecordReader r, int elements, WorkItem item, ref TraceRecord record, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 13, "Dma record");
        record.Kind = RecordKind.Dma;
        record.Direction = (DmaDirection)FieldReader.Choice(ref r, 1, "direction");
        record.Id = FieldReader.Int(ref r);
        record.ElementOffset = r.ReadInt64();
        record.ShapeStart = item.LongPool.Count;
        record.Rank = Shape(ref r, item, limits, "dims");
        record.StrideCount = Shape(ref r, item, limits, "strides");
        record.ElementBits = ElementBits(ref r);
        record.IsAsync = r.ReadBoolean();
        record.TagId = FieldReader.Int(ref r);
        record.TagSlot = FieldReader.Int(ref r);
        record.ReadsStart = item.IntPool.Count;
        record.ReadsCount = FieldReader.Ints(ref r, ref item.IntPool, limits, "reads");
        record.WritesStart = item.IntPool.Count;
        record.WritesCount = FieldReader.Ints(ref r, ref item.IntPool, limits, "writes");
        record.OptionsRef = r.TryReadEmptyMap() ? 0 : Options(ref r, item, limits);
        return 13;
    }

    private static int Compute(ref RecordReader r, int elements, WorkItem item, ref TraceRecord record, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 5, "Compute record");
        record.Kind = RecordKind.Compute;
        record.Id = FieldReader.Int(ref r);
        record.ShapeStart = item.LongPool.Count;
        record.Rank = Shape(ref r, item, limits, "dims");
        record.ReadsStart = item.IntPool.Count;
        record.ReadsCount = FieldReader.Ints(ref r, ref item.IntPool, limits, "reads");
        record.WritesStart = item.IntPool.Count;
        record.WritesCount = FieldReader.Ints(ref r, ref item.IntPool, limits, "writes");
        return 5;
    }

    private static int Barrier(ref RecordReader r, int elements, WorkItem item, ref TraceRecord record, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 4, "MemoryBarrier record");
        record.Kind = RecordKind.MemoryBarrier;
        record.TagId = FieldReader.Int(ref r);
        record.TagSlot = FieldReader.Int(ref r);
        record.WritesStart = item.IntPool.Count;
        record.WritesCount = FieldReader.Ints(ref r, ref item.IntPool, limits, "writes");
        return 4;
    }

    private static int Options(ref RecordReader r, WorkItem item, TraceLimits limits)
    {
        PackedReader rest = r.Rest();
        int options = DmaOptionsDecoder.Decode(ref rest, item, limits);
        r.MoveBehind(in rest);
        return options;
    }

    private static byte Shape(ref RecordReader r, WorkItem item, TraceLimits limits, string what)
    {
        long at = r.Offset;
        int count = FieldReader.Longs(ref r, ref item.LongPool, limits, what);
        return count <= MaxRank ? (byte)count : throw new PackedDataException($"{what} has {count} elements", at);
    }

    private static byte ElementBits(ref RecordReader r)
    {
        long at = r.Offset;
        long bits = r.ReadInt64();
        // Multiples of 8 up to 64 are a rule of the validator, which goes on after reporting.
        return bits is > 0 and <= byte.MaxValue
            ? (byte)bits
            : throw new PackedDataException($"element bits {bits}; they must be a multiple of 8 in 8..64", at);
    }
}
