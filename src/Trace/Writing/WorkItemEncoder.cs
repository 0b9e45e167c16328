using ActorSim.Trace.Records;
using MessagePack;

namespace ActorSim.Trace.Writing;

/// <summary>Writes work-items and their records.</summary>
internal static class WorkItemEncoder
{
    public static void Write(ref MessagePackWriter w, WorkItem item)
    {
        w.WriteArrayHeader(7);
        w.Write((int)TraceObjectKind.WorkItem);
        w.Write(item.KernelId);
        w.Write(item.Index);
        WriteLongs(ref w, item.ParallelIndices);
        w.Write(item.SpadBytes);
        WriteInts(ref w, item.DependsOn);
        w.WriteArrayHeader(item.Records.Length);
        foreach (ref readonly TraceRecord record in item.Records)
            Write(ref w, item, in record);
    }

    private static void Write(ref MessagePackWriter w, WorkItem item, scoped in TraceRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Dma: WriteDma(ref w, item, in record); break;
            case RecordKind.Compute: WriteCompute(ref w, item, in record); break;
            case RecordKind.MemoryBarrier: WriteBarrier(ref w, item, in record); break;
            default: throw new InvalidOperationException($"Record kind {record.Kind} is unknown.");
        }
    }

    private static void WriteDma(ref MessagePackWriter w, WorkItem item, scoped in TraceRecord record)
    {
        w.WriteArrayHeader(13);
        w.Write((int)RecordKind.Dma);
        w.Write((int)record.Direction);
        w.Write(record.Id);
        w.Write(record.ElementOffset);
        WriteLongs(ref w, item.Dims(in record));
        WriteLongs(ref w, item.Strides(in record));
        w.Write((int)record.ElementBits);
        w.Write(record.IsAsync);
        w.Write(record.TagId);
        w.Write(record.TagSlot);
        WriteInts(ref w, item.Reads(in record));
        WriteInts(ref w, item.Writes(in record));
        if (record.HasOptions)
            item.Options(in record).Write(ref w);
        else
            w.WriteMapHeader(0);
    }

    private static void WriteCompute(ref MessagePackWriter w, WorkItem item, scoped in TraceRecord record)
    {
        w.WriteArrayHeader(5);
        w.Write((int)RecordKind.Compute);
        w.Write(record.Id);
        WriteLongs(ref w, item.Dims(in record));
        WriteInts(ref w, item.Reads(in record));
        WriteInts(ref w, item.Writes(in record));
    }

    private static void WriteBarrier(ref MessagePackWriter w, WorkItem item, scoped in TraceRecord record)
    {
        w.WriteArrayHeader(4);
        w.Write((int)RecordKind.MemoryBarrier);
        w.Write(record.TagId);
        w.Write(record.TagSlot);
        WriteInts(ref w, item.Writes(in record));
    }

    private static void WriteLongs(ref MessagePackWriter w, scoped ReadOnlySpan<long> values)
    {
        w.WriteArrayHeader(values.Length);
        foreach (long value in values)
            w.Write(value);
    }

    private static void WriteInts(ref MessagePackWriter w, scoped ReadOnlySpan<int> values)
    {
        w.WriteArrayHeader(values.Length);
        foreach (int value in values)
            w.Write((long)value);
    }
}
