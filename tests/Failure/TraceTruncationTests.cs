using ActorSim.Tests.Unit;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Failure;

public class TraceTruncationTests
{
    [Fact]
    public void Every_cut_of_a_trace_is_refused_with_its_place()
    {
        byte[] trace = TraceSamples.Everything();
        for (int length = 0; length < trace.Length; length++)
        {
            var refusal = Assert.Throws<TraceException>(() => TraceSamples.ReadAll(trace[..length]));
            Assert.Contains("truncated", refusal.Message);
            Assert.InRange(refusal.ByteOffset, 0, length);
            Assert.Equal("sample", refusal.File);
        }
        Assert.Equal(10, TraceSamples.ReadAll(trace));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        byte[] trace = TraceSamples.Everything();
        for (int i = 0; i < trace.Length; i++)
        {
            byte[] changed = (byte[])trace.Clone();
            changed[i] ^= 0x04;
            Assert.Throws<TraceException>(() => TraceSamples.ReadAll(changed));
        }
    }

    [Fact]
    public void Bytes_after_the_footer_are_refused()
    {
        var refusal = Assert.Throws<TraceException>(() => TraceSamples.ReadAll([.. TraceSamples.Everything(), 0xc0]));
        Assert.Contains("follow the footer", refusal.Message);
    }

    [Fact]
    public void Cut_gzip_is_refused()
    {
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, true))
            gzip.Write(TraceSamples.Everything());
        byte[] bytes = packed.ToArray();
        Assert.Throws<TraceException>(() => TraceSamples.ReadAll(bytes[..(bytes.Length / 2)]));

        // Eight bytes of checksum and length, and sixteen of data: what a cut of the former would hide, the trace's own checksum shows.
        Assert.Throws<TraceException>(() => TraceSamples.ReadAll(bytes[..^24]));
        bytes[20] ^= 0xff;
        Assert.Throws<TraceException>(() => TraceSamples.ReadAll(bytes));
    }

    [Fact]
    public void Refused_reader_does_not_go_on()
    {
        byte[] trace = TraceSamples.Everything();
        using TraceReader reader = TraceSamples.Read(trace[..^3]);
        Assert.Throws<TraceException>(() =>
        {
            while (reader.Read())
            {
            }
        });
        Assert.Equal(TraceObjectKind.None, reader.Kind);
        Assert.Throws<InvalidOperationException>(() => reader.Read());
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var refusal = Assert.Throws<TraceException>(() => TraceReader.Open("no-such-file.trace"));
        Assert.StartsWith("no-such-file.trace", refusal.Message);
    }
}
