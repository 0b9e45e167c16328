using System.Text;
using ActorSim.Tests.Unit;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Failure;

public class RecordedStreamRefusalTests
{
    private const string Begin = """{"item":0,"kind":"TILE_BEGIN","core":0}""";
    private const string End = """{"item":0,"kind":"TILE_END","core":0}""";

    [Theory]
    [InlineData("""{"kind":"DMB"}""", "line 2: kind 'DMB' is unknown")]
    [InlineData("""{"kind":"COMPUTE","tile_id":0,"compute_type":7,"cycles":1,"read_bufs":[],"write_bufs":[]}""", "compute_type 7")]
    [InlineData("""{"kind":"MEMORY_BAR","tag_id":0}""", "member 'write_bufs' is missing")]
    [InlineData("{\"kind\":", "line 2: ")]
    [InlineData(Begin, "line 2: TILE_BEGIN inside a work-item")]
    public void Bad_line_is_refused_by_number(string line, string message) => Refused($"{Begin}\n{line}\n{End}\n", message);

    [Fact]
    public void Stream_that_ends_inside_a_work_item_is_refused() => Refused(Begin + "\n", "ends inside a work-item");

    [Fact]
    public void Record_outside_a_work_item_is_refused() => Refused($"{Begin}\n{End}\n{End}\n", "line 3: TILE_END outside a work-item");

    [Fact]
    public void Transfers_that_disagree_about_a_tensor_base_are_refused()
    {
        string Load(long address, long offset) =>
            $$"""
            {"kind":"DMA","dir":"load","arg":0,"addr":{{address}},"offset_elems":{{offset}},"dims":[4],"strides":[1],"elem_bits":32,
            "async":0,"tag_id":0,"tag_slot":0,"read_bufs":[],"write_bufs":[0]}
            """.ReplaceLineEndings("");
        Refused($"{Begin}\n{Load(4096, 0)}\n{Load(4104, 1)}\n{End}\n",
            "line 3: addr and offset_elems put tensor 0 at 4100, earlier lines at 4096");
    }

    [Fact]
    public void What_the_recorded_form_cannot_say_is_refused()
    {
        using TraceReader options = TraceSamples.Read(TraceSamples.Everything());
        using var exporter = new RecordedStreamExporter(new MemoryStream());
        var refusal = Assert.Throws<TraceException>(() => TracePump.Copy(options, exporter));
        Assert.Contains("a Dma has options; a recorded stream cannot say that", refusal.Message);
        Assert.Equal(2, refusal.RecordIndex);
    }

    [Fact]
    public void Failed_conversion_leaves_no_file()
    {
        string folder = Directory.CreateTempSubdirectory("actorsim-failed").FullName;
        try
        {
            string input = Path.Combine(folder, "in.trace");
            byte[] trace = TraceSamples.Everything();
            File.WriteAllBytes(input, trace[..^1]);
            foreach (string output in new[] { "out.trace", "out.jsonl", "out.trace.gz" })
                Assert.Throws<TraceException>(() => TraceConvert.Convert(input, Path.Combine(folder, output)));
            Assert.Equal([input], Directory.GetFiles(folder));
            File.WriteAllText(input, "neither");
            Assert.Contains("neither a trace", Assert.Throws<TraceException>(() => TraceConvert.Recognise(input)).Message);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static void Refused(string text, string message)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var sink = new CountingSink();
        var refusal = Assert.Throws<TraceException>(() => RecordedStreamImporter.Import(() => new MemoryStream(bytes), "stream", sink));
        Assert.Contains(message, refusal.Message);
        Assert.False(sink.IsComplete);
    }
}
