using System.Buffers;
using ActorSim.Trace.Records;
using MessagePack;

namespace ActorSim.Trace.Tools;

/// <summary>Equality of two records of different work-items, by value.</summary>
public static class RecordComparison
{
    public static bool AreEqual(WorkItem a, in TraceRecord x, WorkItem b, in TraceRecord y) =>
        x.Kind == y.Kind && x.Direction == y.Direction && x.Id == y.Id && x.ElementOffset == y.ElementOffset
        && x.ElementBits == y.ElementBits && x.IsAsync == y.IsAsync && x.TagId == y.TagId && x.TagSlot == y.TagSlot
        && a.Dims(in x).SequenceEqual(b.Dims(in y)) && a.Strides(in x).SequenceEqual(b.Strides(in y))
        && a.Reads(in x).SequenceEqual(b.Reads(in y)) && a.Writes(in x).SequenceEqual(b.Writes(in y))
        && x.HasOptions == y.HasOptions && (!x.HasOptions || OptionBytes(a, in x).SequenceEqual(OptionBytes(b, in y)));

    /// <summary>The fields that differ, with both values.</summary>
    public static string Describe(WorkItem a, in TraceRecord x, WorkItem b, in TraceRecord y)
    {
        var parts = new List<string>();
        Field(parts, "kind", Kind(in x), Kind(in y));
        Field(parts, x.Kind == RecordKind.Compute ? "tile" : "tensor", x.Id.ToString(), y.Id.ToString());
        Field(parts, "offset", x.ElementOffset.ToString(), y.ElementOffset.ToString());
        Field(parts, "dims", Text(a.Dims(in x)), Text(b.Dims(in y)));
        Field(parts, "strides", Text(a.Strides(in x)), Text(b.Strides(in y)));
        Field(parts, "bits", x.ElementBits.ToString(), y.ElementBits.ToString());
        Field(parts, "async", x.IsAsync.ToString(), y.IsAsync.ToString());
        Field(parts, "tag", $"{x.TagId}/{x.TagSlot}", $"{y.TagId}/{y.TagSlot}");
        Field(parts, "reads", Text(a.Reads(in x)), Text(b.Reads(in y)));
        Field(parts, "writes", Text(a.Writes(in x)), Text(b.Writes(in y)));
        Field(parts, "options", OptionText(a, in x), OptionText(b, in y));
        return string.Join("; ", parts);
    }

    private static void Field(List<string> parts, string name, string a, string b)
    {
        if (a != b)
            parts.Add($"{name} a: {a} b: {b}");
    }

    private static string Kind(in TraceRecord record) =>
        record.Kind == RecordKind.Dma ? record.Direction.ToString() : record.Kind.ToString();

    private static string Text<T>(ReadOnlySpan<T> values) => $"[{string.Join(", ", values.ToArray())}]";

    private static string OptionText(WorkItem item, in TraceRecord record) =>
        record.HasOptions ? Convert.ToHexString(OptionBytes(item, in record)) : "{}";

    private static byte[] OptionBytes(WorkItem item, in TraceRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        item.Options(in record).Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
