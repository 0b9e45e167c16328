using System.Buffers;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using MessagePack;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Records are read by a loop of our own: whatever form another writer chose for a field, it must mean what the library reads.</summary>
public class RecordFieldTests
{
    private delegate void Field(ref MessagePackWriter w);

    [Theory]
    [InlineData(new byte[] { 0x05 }, 5)]
    [InlineData(new byte[] { 0xff }, -1)]
    [InlineData(new byte[] { 0xe0 }, -32)]
    [InlineData(new byte[] { 0xcc, 200 }, 200)]
    [InlineData(new byte[] { 0xcd, 0x80, 0 }, 0x8000)]
    [InlineData(new byte[] { 0xce, 0x80, 0, 0, 0 }, 0x8000_0000L)]
    [InlineData(new byte[] { 0xcf, 0x7f, 255, 255, 255, 255, 255, 255, 255 }, long.MaxValue)]
    [InlineData(new byte[] { 0xd0, 0x80 }, -128)]
    [InlineData(new byte[] { 0xd1, 0x80, 0 }, -32768)]
    [InlineData(new byte[] { 0xd2, 0x80, 0, 0, 0 }, int.MinValue)]
    [InlineData(new byte[] { 0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0 }, long.MinValue)]
    public void Integer_of_any_width_is_what_the_library_reads(byte[] encoded, long value)
    {
        Assert.Equal(value, new MessagePackReader(encoded).ReadInt64());
        Assert.Equal(value, ElementOffset((ref MessagePackWriter w) => w.WriteRaw(encoded)));
    }

    [Theory]
    [InlineData(new byte[] { 0xcf, 0x80, 0, 0, 0, 0, 0, 0, 0 }, "integer 9223372036854775808 is outside")]
    [InlineData(new byte[] { 0xa1, 0x61 }, "expected integer, found string")]
    [InlineData(new byte[] { 0xc1 }, "expected integer, found unknown")]
    [InlineData(new byte[] { 0xcb, 0, 0, 0, 0, 0, 0, 0, 0 }, "expected integer, found float")]
    public void What_is_no_integer_is_refused_at_its_byte(byte[] encoded, string problem)
    {
        byte[] trace = Trace((ref MessagePackWriter w) => w.WriteRaw(encoded), out int at);
        var refusal = Assert.Throws<TraceException>(() => ReadAll(trace));
        Assert.Contains(problem, refusal.Message);
        Assert.Contains($"byte {at}", refusal.Message);
    }

    [Fact]
    public void Long_list_headers_are_read_and_may_not_claim_more_than_there_is()
    {
        Assert.Equal(7, ElementOffset((ref MessagePackWriter w) => w.Write(7), [0xdc, 0, 1, 4]));
        Assert.Equal(7, ElementOffset((ref MessagePackWriter w) => w.Write(7), [0xdd, 0, 0, 0, 1, 4]));
        byte[] trace = Trace((ref MessagePackWriter w) => w.Write(7), out _, [0xdd, 0x7f, 255, 255, 255, 4]);
        Assert.Contains("truncated", Assert.Throws<TraceException>(() => ReadAll(trace)).Message);
    }

    [Fact]
    public void Elements_behind_the_known_ones_are_passed_over_whatever_they_are()
    {
        byte[] trace = Trace((ref MessagePackWriter w) => w.Write(7), out _, extra: (ref MessagePackWriter w) =>
        {
            w.WriteMapHeader(1);
            w.Write("deep");
            w.WriteArrayHeader(2);
            w.Write(1.5);
            w.WriteNil();
        });
        Assert.Equal(7, ReadAll(trace));
        byte[] deep = Trace((ref MessagePackWriter w) => w.Write(7), out _, extra: (ref MessagePackWriter w) =>
        {
            for (int i = 0; i <= PackedReader.MaximumDepth; i++)
                w.WriteArrayHeader(1);
            w.WriteNil();
        });
        Assert.Contains("nesting is deeper than 64", Assert.Throws<TraceException>(() => ReadAll(deep)).Message);
    }

    private static long ElementOffset(Field offset, byte[]? dims = null) => ReadAll(Trace(offset, out _, dims));

    private static long ReadAll(byte[] trace)
    {
        using var reader = new TraceReader(new MemoryStream(trace), "t", new TraceReaderOptions { Validate = false });
        while (reader.Read())
            if (reader.Kind == TraceObjectKind.WorkItem)
                return reader.WorkItem.Records[0].ElementOffset;
        throw new InvalidOperationException("the trace has no work-item");
    }

    /// <summary>A header and a work-item with one load whose element offset is <paramref name="offset"/>.</summary>
    private static byte[] Trace(Field offset, out int at, byte[]? dims = null, Field? extra = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var w = new MessagePackWriter(output);
        w.WriteRaw(new byte[] { 0x96, 0 });
        w.Write(TraceHeader.Magic);
        w.WriteRaw(new byte[] { 1, 0xa0, 0xa0, 0x80 });
        // Kind, kernel, index, parallel indices, spad bytes, depends-on, one record: kind, direction, tensor.
        w.WriteRaw(new byte[] { 0x97, 5, 0, 0, 0x90, 0, 0x90, 0x91, (byte)(extra is null ? 0x9d : 0x9e), 0, 0, 0 });
        w.Flush();
        at = output.WrittenCount;
        offset(ref w);
        w.WriteRaw(dims ?? new byte[] { 0x91, 4 });
        // Strides, element bits, async, tag, slot, reads, writes, options.
        w.WriteRaw(new byte[] { 0x91, 1, 32, 0xc2, 0, 0, 0x90, 0x90, 0x80 });
        extra?.Invoke(ref w);
        w.Flush();
        return output.WrittenSpan.ToArray();
    }
}
