using System.Buffers;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using MessagePack;

namespace ActorSim.Tests.Unit;

/// <summary>Rewrites a trace as a later minor version might: one more element in every object and record.</summary>
internal static class TraceExtender
{
    public static byte[] AddElementToEveryArray(byte[] trace)
    {
        var output = new ArrayBufferWriter<byte>();
        int position = 0;
        while (position < trace.Length)
        {
            var r = new PackedReader(trace.AsMemory(position));
            PackedReader peek = r;
            peek.ReadArrayHeader();
            long kind = peek.ReadInt64();
            var w = new MessagePackWriter(output);
            if (kind == (long)TraceObjectKind.Footer)
                Footer(ref r, ref w, Crc32C.Append(0, output.WrittenSpan));
            else
                Copy(ref r, ref w, kind == (long)TraceObjectKind.WorkItem ? 6 : -1, kind == (long)TraceObjectKind.Buffer ? 6 : 0);
            w.Flush();
            position += r.Consumed;
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Copies an array with one more element; inside, the array at <paramref name="list"/> holds arrays to extend too.</summary>
    private static void Copy(ref PackedReader r, ref MessagePackWriter w, int list, int known = 0)
    {
        int count = r.ReadArrayHeader();
        // Known elements that may be left out come before new ones.
        w.WriteArrayHeader(Math.Max(count, known) + 1);
        for (int i = 0; i < count; i++)
        {
            if (i != list)
            {
                w.WriteRaw(r.ReadRaw());
                continue;
            }
            int records = r.ReadArrayHeader();
            w.WriteArrayHeader(records);
            for (int k = 0; k < records; k++)
                Copy(ref r, ref w, -1);
        }
        for (int i = count; i < known; i++)
            w.Write(0);
        w.Write("from the future");
    }

    private static void Footer(ref PackedReader r, ref MessagePackWriter w, uint crc)
    {
        w.WriteArrayHeader(6);
        r.ReadArrayHeader();
        for (int i = 0; i < 4; i++)
            w.WriteRaw(r.ReadRaw());
        r.Skip();
        w.Write((long)crc);
        w.WriteNil();
    }
}
