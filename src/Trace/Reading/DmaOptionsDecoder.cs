using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using MessagePack;

namespace ActorSim.Trace.Reading;

/// <summary>Reads the options map of a Dma; keys that are not known are kept as bytes.</summary>
internal static class DmaOptionsDecoder
{
    /// <summary>Index of the options plus 1, or 0 for an empty map.</summary>
    public static int Decode(ref PackedReader r, WorkItem item, TraceLimits limits)
    {
        long at = r.Offset;
        int count = r.ReadMapHeader();
        if (count == 0)
            return 0;
        if (count > limits.ListLength)
            throw new PackedDataException($"options map has {count} entries; the limit is {limits.ListLength}", at);
        var entry = new DmaOptionsEntry { OtherStart = item.BytePool.Count };
        PackedReader again = r;
        for (int i = 0; i < count; i++)
            Other(ref r, item, ref entry);
        var keys = new Seen { Start = at };
        for (int i = 0; i < count; i++)
            Known(ref again, item, limits, ref entry, ref keys);
        if (keys.Low != keys.High)
            throw new PackedDataException("options 'low' and 'high' must come together", at);
        item.OptionPool.Add(entry);
        return item.OptionPool.Count;
    }

    private static void Other(ref PackedReader r, WorkItem item, ref DmaOptionsEntry entry)
    {
        PackedReader peek = r;
        ReadOnlySpan<byte> key = peek.ReadStringSpan();
        ReadOnlySpan<byte> encodedKey = r.ReadRaw();
        ReadOnlySpan<byte> value = r.ReadRaw();
        if (IsKnown(key))
            return;
        item.BytePool.AddRange(encodedKey);
        item.BytePool.AddRange(value);
        entry.OtherLength += encodedKey.Length + value.Length;
        entry.OtherCount++;
    }

    private static void Known(ref PackedReader r, WorkItem item, TraceLimits limits, ref DmaOptionsEntry entry, ref Seen keys)
    {
        long at = r.Offset;
        ReadOnlySpan<byte> key = r.ReadStringSpan();
        if (key.SequenceEqual(DmaOptionKeys.Indirect))
            Indirect(ref r, item, limits, ref entry, Once(entry.HasIndirect, key, at));
        else if (key.SequenceEqual(DmaOptionKeys.Low))
            keys.Low = Box(ref r, item, limits, ref entry, ref entry.LowStart, keys.High, Once(keys.Low, key, at));
        else if (key.SequenceEqual(DmaOptionKeys.High))
            keys.High = Box(ref r, item, limits, ref entry, ref entry.HighStart, keys.Low, Once(keys.High, key, at));
        else if (key.SequenceEqual(DmaOptionKeys.Fill))
            Fill(ref r, item, ref entry, Once(entry.HasFill, key, at));
        else if (key.SequenceEqual(DmaOptionKeys.Accumulate))
            Accumulate(ref r, ref entry, ref keys, Once(keys.Accumulate, key, at));
        else
            r.Skip();
    }

    private static void Indirect(ref PackedReader r, WorkItem item, TraceLimits limits, ref DmaOptionsEntry entry, long at)
    {
        if (r.ReadArrayHeader() != 2)
            throw new PackedDataException("option 'indirect' must be [axis, offsets]", at);
        entry.HasIndirect = true;
        entry.IndirectAxis = r.ReadInt32();
        entry.IndirectStart = item.LongPool.Count;
        entry.IndirectCount = Longs(ref r, item, limits, "option 'indirect'");
    }

    private static bool Box(
        ref PackedReader r, WorkItem item, TraceLimits limits, ref DmaOptionsEntry entry, ref int start, bool second, long at)
    {
        start = item.LongPool.Count;
        int rank = Longs(ref r, item, limits, "valid box");
        if (second && rank != entry.BoxRank)
            throw new PackedDataException("options 'low' and 'high' differ in length", at);
        entry.HasBox = true;
        entry.BoxRank = rank;
        return true;
    }

    private static int Longs(ref PackedReader r, WorkItem item, TraceLimits limits, string what)
    {
        RecordReader integers = r.Integers();
        int count = FieldReader.Longs(ref integers, ref item.LongPool, limits, what);
        r.MoveBehind(in integers);
        return count;
    }

    private static void Fill(ref PackedReader r, WorkItem item, ref DmaOptionsEntry entry, long at)
    {
        if (r.NextMessagePackType is not (MessagePackType.Integer or MessagePackType.Float))
            throw new PackedDataException("option 'fill' must be a number", at);
        ReadOnlySpan<byte> value = r.ReadRaw();
        entry.HasFill = true;
        entry.FillLength = value.Length;
        entry.FillStart = item.BytePool.AddRange(value);
    }

    private static void Accumulate(ref PackedReader r, ref DmaOptionsEntry entry, ref Seen keys, long at)
    {
        entry.Accumulate = r.NextMessagePackType == MessagePackType.Boolean
            ? r.ReadBoolean()
            : throw new PackedDataException("option 'accumulate' must be a boolean", at);
        keys.Accumulate = true;
    }

    private static long Once(bool seen, ReadOnlySpan<byte> key, long at) => seen
        ? throw new PackedDataException($"option '{FieldReader.Show(key)}' is given twice", at)
        : at;

    private static bool IsKnown(ReadOnlySpan<byte> key) =>
        key.SequenceEqual(DmaOptionKeys.Indirect) || key.SequenceEqual(DmaOptionKeys.Low) || key.SequenceEqual(DmaOptionKeys.High)
        || key.SequenceEqual(DmaOptionKeys.Fill) || key.SequenceEqual(DmaOptionKeys.Accumulate);

    private struct Seen
    {
        public long Start;
        public bool Low;
        public bool High;
        public bool Accumulate;
    }
}
