using System.IO.Compression;
using System.Text;
using ActorSim.Frontend.Generators;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Unit;

public class TraceToolsTests
{
    [Fact]
    public void Dump_and_load_give_the_same_bytes()
    {
        byte[] trace = TraceSamples.Everything();
        byte[] dump = TraceSamples.Dump(trace);
        byte[] loaded = TraceSamples.Write(sink => JsonLinesLoader.Load(new MemoryStream(dump), "dump", sink));
        Assert.Equal(trace, loaded);
        Assert.Equal(dump, TraceSamples.Dump(loaded));
    }

    [Fact]
    public void Dump_has_a_line_per_object_and_record()
    {
        string[] lines = Encoding.UTF8.GetString(TraceSamples.Dump(TraceSamples.Everything())).Split('\n');
        Assert.Equal(18 + 10 + 1, lines.Length);
        Assert.Contains("""{"kind":"tile","id":2,"name":"mm","unit":"matmul","cycles":384,"overlap":256}""", lines);
        Assert.Contains("""{"kind":"barrier","tag":0,"slot":2,"writes":[0,3]}""", lines);
    }

    [Theory]
    [InlineData("{\"kind\":\"tile\",\"id\":2}", "line 1: member 'name' is missing")]
    [InlineData("{\"kind\":\"tile\",\"id\":\"x\"}", "line 1: member 'id' must be a number")]
    [InlineData("{\"kind\":\"compute\"}", "line 1: a compute outside a work-item")]
    [InlineData("{\"kind\":\"what\"}", "line 1: kind 'what' is unknown")]
    [InlineData("[1]", "line 1: member 'kind' is missing")]
    [InlineData("{\"kind\"", "line 1: ")]
    [InlineData("", "the file ends without a footer line")]
    public void Bad_dump_is_refused_by_line(string text, string message)
    {
        var sink = new CountingSink();
        var refusal = Assert.Throws<TraceException>(
            () => JsonLinesLoader.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), "bad.jsonl", sink));
        Assert.Contains(message, refusal.Message);
        Assert.StartsWith("bad.jsonl", refusal.Message);
        Assert.False(sink.IsComplete);
    }

    [Theory]
    [InlineData(256, 256, 24576, 8, 1, 12)]
    [InlineData(256, 128, 40960, 16, 4, 16)]
    [InlineData(512, 512, 98304, 32, 1, 80)]
    [InlineData(1024, 512, 655360, 256, 4, 640)]
    public void Info_counts_what_the_reference_counted(int size, int tile, long requests, long loads, long stores, long arrayOperations)
    {
        byte[] trace = TraceSamples.Write(sink => TraceGenerator.Emit(sink, new GeneratedTraceOptions(), Gemm(size, tile)));
        using TraceReader reader = TraceSamples.Read(trace);
        TraceInfo info = TraceInfo.Of(reader, 32);
        Assert.Equal(requests, info.Requests);
        Assert.Equal((loads, stores), (info.Counts.Loads, info.Counts.Stores));
        Assert.Equal(arrayOperations, info.Work[1].Operations + info.Work[2].Operations);
        Assert.Equal(info.Work[1].Operations * 384, info.Work[1].Cycles);
        Assert.Equal(info.Work[1].Operations * 128, info.Work[1].OccupancyCycles);
        Assert.Equal(4L * size * size, info.Traffic[2].StoredBytes);
        Assert.Equal(65536 * 2 + 4L * tile * tile, info.SpadHighWaterBytes);
    }

    [Fact]
    public void Diff_of_a_trace_with_itself_is_empty()
    {
        byte[] trace = TraceSamples.Everything();
        TraceDiff diff = TraceDiff.Compare(TraceSamples.Read(trace), TraceSamples.Read(trace));
        Assert.True(diff.AreEqual);
        Assert.Equal(10, diff.RecordsCompared);
    }

    [Fact]
    public void Diff_names_the_changed_record_field_and_declaration()
    {
        byte[] trace = TraceSamples.Everything();
        string dump = Encoding.UTF8.GetString(TraceSamples.Dump(trace));
        string changed = dump.Replace("\"slot\":1000", "\"slot\":1001").Replace("\"cycles\":384", "\"cycles\":385");
        byte[] other = TraceSamples.Write(
            sink => JsonLinesLoader.Load(new MemoryStream(Encoding.UTF8.GetBytes(changed)), "changed", sink));
        TraceDiff diff = TraceDiff.Compare(TraceSamples.Read(trace), TraceSamples.Read(other));
        Assert.Equal(2, diff.Differences);
        Assert.Equal(1, diff.RecordsDifferent);
        Assert.Equal("kernel 0, work-item 0, record 8: tag a: 9/1000 b: 9/1001", diff.First[0].ToString());
        Assert.Contains("tile 2", diff.First[1].ToString());
    }

    [Fact]
    public void Diff_counts_missing_work_items_and_goes_on()
    {
        byte[] all = Two();
        byte[] part = Slice(all, new SliceOptions { WorkItemCount = 2 });
        TraceDiff diff = TraceDiff.Compare(TraceSamples.Read(all), TraceSamples.Read(part));
        Assert.Equal(4 * 14, diff.RecordsCompared);
        Assert.Equal(4 * 14, diff.RecordsOnlyInA);
        Assert.Equal(0, diff.RecordsDifferent);
    }

    [Fact]
    public void Slice_is_valid_and_keeps_the_chosen_records()
    {
        byte[] all = Two();
        byte[] part = Slice(all, new SliceOptions { Kernels = new HashSet<int> { 1 }, FirstWorkItem = 1, WorkItemCount = 2 });
        Assert.True(TraceValidator.Check(new MemoryStream(part), "part").IsValid);
        using TraceReader reader = TraceSamples.Read(part);
        TraceInfo info = TraceInfo.Of(reader);
        Assert.Equal((1L, 2L), (info.Counts.Kernels, info.Counts.WorkItems));
        Assert.Equal("slice", info.Header.Meta[^1].Key);
        Assert.Equal(6, info.Traffic.Count);
    }

    [Fact]
    public void Slice_drops_dependencies_on_what_it_dropped()
    {
        var options = new LayerNormOptions { Rows = 256, Columns = 64, StatisticsRows = 128, TileRows = 64 };
        byte[] all = TraceSamples.Write(sink => TraceGenerator.Emit(sink, new GeneratedTraceOptions(), new LayerNormGenerator(options)));
        byte[] part = Slice(all, new SliceOptions { FirstWorkItem = 1 });
        using TraceReader reader = TraceSamples.Read(part);
        var dependencies = new List<string>();
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.WorkItem)
                dependencies.Add(string.Join(",", reader.WorkItem.DependsOn.ToArray()));
        }
        Assert.Equal(["", "", "", "0", "0"], dependencies);
    }

    [Fact]
    public void Slice_of_an_unknown_kernel_is_refused_by_number()
    {
        var refusal = Assert.Throws<TraceException>(() => Slice(Two(), new SliceOptions { Kernels = new HashSet<int> { 0, 9 } }));
        Assert.Contains("no kernel 9", refusal.Message);
        Assert.Throws<ArgumentException>(() => Slice(Two(), new SliceOptions { WorkItemCount = 0 }));
    }

    [Fact]
    public void Convert_goes_around_all_forms()
    {
        string folder = Directory.CreateTempSubdirectory("actorsim-convert").FullName;
        try
        {
            string In(string name) => Path.Combine(folder, name);
            string recorded = Path.Combine(AppContext.BaseDirectory, "Fixtures", "togsim", "gemm256_t128.jsonl.gz");
            TraceConvert.Convert(recorded, In("a.trace"));
            TraceConvert.Convert(In("a.trace"), In("b.jsonl.gz"));
            TraceConvert.Convert(In("b.jsonl.gz"), In("c.trace.gz"));
            TraceConvert.Convert(In("c.trace.gz"), In("d.trace"));
            TraceConvert.Convert(In("d.trace"), In("e.jsonl"), TraceFileFormat.RecordedStream);
            Assert.Equal(File.ReadAllBytes(In("a.trace")), File.ReadAllBytes(In("d.trace")));
            using var original = new StreamReader(new GZipStream(File.OpenRead(recorded), CompressionMode.Decompress));
            Assert.Equal(original.ReadToEnd(), File.ReadAllText(In("e.jsonl")));
            Assert.Equal(5, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static GemmGenerator Gemm(int size, int tile, string name = "gemm") =>
        new(new GemmOptions { Name = name, M = size, N = size, K = size, TileM = tile, TileN = tile, TileK = tile });

    /// <summary>Two kernels of four work-items of 14 records.</summary>
    private static byte[] Two() => TraceSamples.Write(
        sink => TraceGenerator.Emit(sink, new GeneratedTraceOptions(), Gemm(256, 128, "one"), Gemm(256, 128, "two")));

    private static byte[] Slice(byte[] trace, SliceOptions options) =>
        TraceSamples.Write(sink => TraceSlice.Copy(TraceSamples.Read(trace), sink, options));
}
