using System.IO.Compression;
using System.Text;
using ActorSim.Dram.Replay;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class DramTraceReaderTests
{
    private const string Two = "0x1F40 READ 0\n0xABCDEF WRITE 7\n";
    private static readonly DramTraceLine[] TwoLines = [new(0x1f40, false, 0), new(0xabcdef, true, 7)];

    [Theory]
    [InlineData(Two)]
    [InlineData("0x1F40 READ 0\r\n\r\n  0xabcdef\tWRITE   7")]
    public void Lines_are_read_whatever_separates_them(string text) => Assert.Equal(TwoLines, Read(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Gzip_is_known_by_its_first_bytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(Two));
        }

        Assert.Equal(TwoLines, Read(packed.ToArray()));
    }

    [Fact]
    public void A_stream_that_trickles_gives_the_same_lines()
    {
        using var reader = new DramTraceReader(new TricklingStream(Encoding.ASCII.GetBytes(Two)), "t");
        Assert.Equal(TwoLines, All(reader));
    }

    /// <summary>A stream that trickles never fills the buffer so far that the common form is read in one pass.</summary>
    [Fact]
    public void One_pass_and_thorough_reading_agree_on_every_form_and_every_mistake()
    {
        string[] addresses = ["0x0", "0xABCDEF0", "0Xabcdef0", "0x7ffffffffffffff", "0x", "0xG0", "0x123456789abcdef01234", "64"];
        string[] kinds = ["READ", "WRITE", "READS", "WRITS", "read", ""];
        string[] cycles = ["5", "0", "123456789012345678", "1234567890123456789", "99999999999999999999", "5 ", "5\r", "5x", "-5", "5 6", ""];
        var padding = string.Concat(Enumerable.Repeat("0x0 READ 99999999999999999\n", 4));
        foreach (var address in addresses)
        {
            foreach (var kind in kinds)
            {
                foreach (var cycle in cycles)
                {
                    var bytes = Encoding.ASCII.GetBytes($"0x40 WRITE 0\n{address} {kind} {cycle}\n{padding}");
                    Assert.Equal(Outcome(new TricklingStream(bytes)), Outcome(new MemoryStream(bytes)));
                }
            }
        }
    }

    private static string Outcome(Stream stream)
    {
        using var reader = new DramTraceReader(stream, "t");
        try
        {
            return string.Join(';', All(reader));
        }
        catch (DramTraceException e)
        {
            return e.Message;
        }
    }

    [Fact]
    public void Lines_that_span_buffers_are_whole()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => new DramTraceLine(i * 64L, i % 3 == 0, i)).ToArray();
        var text = string.Concat(lines.Select(l => $"0x{l.Address:X} {(l.IsWrite ? "WRITE" : "READ")} {l.Cycle}\n"));
        Assert.Equal(lines, Read(Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("0x0 READ", "expected '0xADDRESS READ|WRITE CYCLE'")]
    [InlineData("0x0 READ 1 2", "expected '0xADDRESS READ|WRITE CYCLE'")]
    [InlineData("0x0 FETCH 1", "READ or WRITE")]
    [InlineData("123 READ 1", "begin with 0x")]
    [InlineData("0x READ 1", "begin with 0x")]
    [InlineData("0xZZ READ 1", "hexadecimal")]
    [InlineData("0xFFFFFFFFFFFFFFFFF READ 1", "63 bits")]
    [InlineData("0x0 READ -1", "must not be negative")]
    [InlineData("0x0 READ x", "whole number")]
    [InlineData("0x0 READ 99999999999999999999", "whole number")]
    [InlineData("0x0 READ 4", "below that of the line before, 5")]
    public void A_malformed_line_is_refused_with_its_number_and_text(string line, string problem)
    {
        var e = Assert.Throws<DramTraceException>(() => Read(Encoding.ASCII.GetBytes($"0x0 READ 5\n\n{line}\n0x0 READ 9\n")));
        Assert.StartsWith("t, line 3: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.EndsWith($"'{line}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_line_is_refused()
    {
        var e = Assert.Throws<DramTraceException>(() => Read(new byte[1 << 20]));
        Assert.Contains("line 1: the line is too long", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_that_ends_within_a_line_is_refused()
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "dram", "iso_rd.trace.gz"))[..5000];
        var e = Assert.Throws<DramTraceException>(() => Read(bytes));
        Assert.Contains("t: the gzip data after line 855 are damaged or cut off", e.Message, StringComparison.Ordinal);
    }

    private static List<DramTraceLine> Read(byte[] bytes)
    {
        using var reader = new DramTraceReader(new MemoryStream(bytes), "t");
        return All(reader);
    }

    private static List<DramTraceLine> All(DramTraceReader reader)
    {
        var lines = new List<DramTraceLine>();
        while (reader.TryRead(out var line))
        {
            lines.Add(line);
        }

        return lines;
    }
}
